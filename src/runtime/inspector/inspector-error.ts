/** What keeps the inspector of a process from being used. Its message is for the person who named the process, and says what helps. */
export class InspectorError extends Error {}
