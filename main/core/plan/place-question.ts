/** Words that a request for a place begins with. */
const seeking = /^(please\b|where|find|locate|show|point|mark|draw|which|on which|can|could|do|is|left)\b/i;

/** What a person wrote to find something, as a question: “red boat” becomes “where is the red boat?”. */
export function placeQuestion(words: string): string {
  const said = words.trim();
  if (said === '' || said.endsWith('?') || seeking.test(said)) return said;
  const thing = /^(the|a|an|my|that|this)\s/i.test(said) ? said.replace(/^(a|an)\s/i, 'the ') : `the ${said}`;
  return `where is ${thing.replace(/[.!]+$/, '')}?`;
}
