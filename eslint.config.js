import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import layers from './eslint.layers.js';
import svelteConfig from './svelte.config.js';

const typed = ['**/*.ts', '**/*.svelte'];
const pure = ['main/core/**', 'renderer/editor/**'].flatMap((path) => [path, `test/fixtures/layers/${path}`]);

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'coverage/', 'native-models/', 'test/fixtures/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: typed,
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Text is counted in code points.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // A number in a sentence is read as a number.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A port is asynchronous for those who call it; what stands behind it need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-undef': 'off',
    },
  },
  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // ESLint does not see the types of what a template hands to its handlers; svelte-check does.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  layers,
  {
    // What decides is pure: no ambient world, no chance but the seeded one.
    files: pure,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Buffer', 'console', 'document', 'fetch', 'localStorage', 'navigator', 'process', 'require', 'window'],
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use the seeded generator.' },
      ],
    },
  },
  prettier,
  svelte.configs.prettier,
);
