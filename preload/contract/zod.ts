import * as z from 'zod';

// The page's content security policy forbids eval, which zod would otherwise use to compile schemas.
z.config({ jitless: true });

export { z };
