import { describe, expect, it } from 'vitest';
import { PromptState, maximumRemembered } from '../../../../renderer/state/prompt.svelte';
import { memoryStorage } from '../support/window';

function remembering(...sentences: string[]) {
  const prompt = new PromptState(memoryStorage());
  for (const sentence of sentences) {
    prompt.text = sentence;
    prompt.remember();
  }
  return prompt;
}

describe('the prompt', () => {
  it('walks back through earlier sentences and forward to the one being written', () => {
    const prompt = remembering('one', 'two');
    prompt.text = 'half a thou';
    prompt.older();
    expect(prompt.text).toBe('two');
    prompt.older();
    prompt.older();
    expect(prompt.text).toBe('one');
    prompt.newer();
    prompt.newer();
    expect(prompt.text).toBe('half a thou');
    prompt.newer();
    expect(prompt.text).toBe('half a thou');
  });

  it('remembers a sentence once, at its last use', () => {
    const prompt = remembering('one', 'two', 'one');
    prompt.older();
    expect(prompt.text).toBe('one');
    prompt.older();
    expect(prompt.text).toBe('two');
    prompt.older();
    expect(prompt.text).toBe('two');
  });

  it('takes up an earlier sentence from the list, and what was being written is not lost', () => {
    const prompt = remembering('one', 'two', 'three');
    expect(prompt.earlier).toEqual(['three', 'two', 'one']);
    prompt.text = 'half a thou';
    prompt.recall('two');
    expect(prompt.text).toBe('two');
    prompt.older();
    expect(prompt.text).toBe('one');
    for (let step = 0; step < 3; step += 1) prompt.newer();
    expect(prompt.text).toBe('half a thou');
  });

  it('does not remember nothing', () => {
    const prompt = remembering('one', '   ');
    prompt.older();
    expect(prompt.text).toBe('one');
  });

  it('keeps its history from visit to visit, but not without end', () => {
    const storage = memoryStorage();
    const before = new PromptState(storage);
    for (let number = 0; number <= maximumRemembered; number += 1) {
      before.text = `sentence ${number}`;
      before.remember();
    }
    const after = new PromptState(storage);
    for (let step = 0; step <= maximumRemembered + 5; step += 1) after.older();
    expect(after.text).toBe('sentence 1');
  });

  it('starts empty when what was kept cannot be read', () => {
    const prompt = new PromptState(memoryStorage({ 'brookesia.prompts': '[1,' }));
    prompt.older();
    expect(prompt.text).toBe('');
  });
});
