/** Opaque id of a person; names live in a directory that can be erased. */
export type ActorId = string;

/** Id under which an event is stored. Submissions, corrections, restatements and breaks are named by the event that made them. */
export type EventId = string;
