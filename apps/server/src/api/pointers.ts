// The domain points into its own commands; bodies are flatter in places. Each function turns one into the other.

/** `/restated/0/value/unit` is `/restated/0/unit` in the body. */
export function restatementPointer(pointer: string): string {
  return pointer.replace(/^(\/restated\/\d+)\/value\//, '$1/');
}

/** A misfit of rule and target is the target's fault where a target is what is sent. */
export function targetPointer(pointer: string): string {
  return pointer === '/scheme' ? '/value' : pointer;
}

const OF_TARGET = /^\/(kind|operator|value|low|high|thresholds|unit|text|note|scheme)(\/|$)/;

/** In a correction of a target, what is wrong with the target is in `/target`. */
export function targetCorrectionPointer(pointer: string): string {
  return OF_TARGET.test(pointer) ? `/target${targetPointer(pointer)}` : pointer;
}

/** The roll-up is part of the definition. */
export function definitionPointer(pointer: string): string {
  return pointer === '/rollUp' ? '/definition/rollUp' : pointer;
}
