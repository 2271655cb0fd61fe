/** A name that an object of a JSON text says twice: who reads the text could take either value. */
export function duplicateKey(json: string): string | undefined {
  const names: (Set<string> | undefined)[] = [];
  let last = '';
  let index = 0;
  while (index < json.length) {
    const character = json[index];
    if (character === '"') {
      const end = endOfText(json, index);
      last = json.slice(index, end);
      index = end;
      continue;
    }
    if (character === '{') names.push(new Set());
    else if (character === '[') names.push(undefined);
    else if (character === '}' || character === ']') names.pop();
    else if (character === ':') {
      const name = JSON.parse(last) as string;
      if (names.at(-1)?.has(name) === true) return name;
      names.at(-1)?.add(name);
    }
    index += 1;
  }
  return undefined;
}

function endOfText(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index + 1;
}
