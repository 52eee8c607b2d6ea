/** Looks at a page as axe does: whether anybody is shut out of it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What is wrong with a page, each with the place where. A page that was looked at in one theme has only other colours in the other. */
export async function faultsOf(page: Page, { colours = false } = {}): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  if (colours) axe.withRules('color-contrast');
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`);
}
