// Whether the times of linked procedures add up: each part's clock, whose time it was, and its day.

/**
 * What does not add up in a bundle: complaints. `due` says by part which day is expected, as
 * `2026-11-25T17:00`; of a part that ended `justNow` its dossier's clock says the same time. (Later
 * it goes on: the result waits for whoever comes for it.)
 */
export async function disagreements(api, code, due, justNow = []) {
  const bundle = await api.get(`/bundles/${code}`);
  const found = [];
  for (const child of bundle.children) {
    const about = (what) => found.push(`${child.child}: ${what}`);
    if (!child.started_at) continue;
    if (due[child.child] && !child.due?.startsWith(due[child.child])) about(`is due ${child.due}`);
    if (child.working_minutes === undefined) about('has no time');
    if (child.dossier) await ofDossier(api, child, justNow.includes(child.child), about);
  }
  return found;
}

/** A part that is a dossier of ours has a clock of its own. */
async function ofDossier(api, child, endedJustNow, about) {
  const clock = await api.get(`/dossiers/${child.dossier}/clock`);
  const spent = clock.time_spent;
  const held = sum(spent.holders);
  if (held !== spent.minutes) about(`its holders had it ${held} of ${spent.minutes} minutes`);
  // The end of the part is noted a moment after that of its dossier.
  if (endedJustNow && Math.abs(child.working_minutes - spent.minutes) > 1) {
    about(`lay there ${child.working_minutes} minutes, its clock says ${spent.minutes}`);
  }
  // Before it is received nothing is promised.
  if (clock.status === 'not_started') return;
  const opened = await api.get(`/dossiers/${child.dossier}`);
  const { cases } = await api.get(`/procedures/${opened.procedure}`);
  const terms = cases.find(({ key }) => key === opened.case).terms.find(({ channels }) => channels.includes(opened.channel));
  const own = (terms.reduced ?? terms).limit.text;
  const promised = clock.promise?.limit.text;
  if (promised !== own) about(`was promised within ${promised}, its procedure says ${own}`);
}

/** Parts in a row: one begins where the one before it ended. */
export function gaps({ children }) {
  const pairs = children.slice(1).map((child, at) => [children[at], child]);
  return pairs
    .filter(([before, after]) => before.ended_at !== after.started_at)
    .map(([before, after]) => `${before.child} ended ${before.ended_at}, ${after.child} began ${after.started_at}`);
}

function sum(shares) {
  return shares.reduce((total, { minutes }) => total + minutes, 0);
}
