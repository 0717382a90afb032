/** Whether an erasure's next step can be taken at once, or somebody else must act first. */
export type Progress = 'onward' | 'waiting'

export const onward: Progress = 'onward'
export const waiting: Progress = 'waiting'
