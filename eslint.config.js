import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig(globalIgnores(['out/', 'dist/', 'coverage/', 'native-models/', 'test/fixtures/']), js.configs.recommended, {
  files: ['**/*.ts'],
  extends: [ts.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
});
