//! Which result of the open step an act means: told by where each of them leads.

use crate::dossier::Outcome;
use crate::dossier::course::{Done, MainStep};
use crate::dossier::decide::course::going::Going;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::process::draft::{Ending, Work};
use crate::process::outlook::{Lead, Outlook};

/// A way in which the main step can turn out, and what lies ahead of it.
struct Way {
    done: Done,
    outlook: Outlook,
}

impl Way {
    fn grants(&self) -> bool {
        self.outlook.endings.contains(&Ending::Granted)
    }

    fn leads_to(&self, outcome: Outcome) -> bool {
        let endings = &self.outlook.endings;
        match outcome {
            Outcome::Granted => self.grants(),
            Outcome::Declined => endings.contains(&Ending::Declined),
        }
    }
}

impl Going<'_> {
    /// The main step; why there is none.
    fn open_main(&self) -> Result<MainStep, Refusal> {
        let course = self.course()?;
        let main = course.main.clone();
        main.ok_or_else(|| {
            let why = if course.beside.is_empty() {
                CourseRefusal::StepNotOpen
            } else {
                CourseRefusal::BranchOpen
            };
            why.into()
        })
    }

    /// The ways of the main step, in the order in which they are written.
    fn ways(&self) -> Result<Vec<Way>, Refusal> {
        let Some(key) = self.open_main()?.key else {
            return Ok(Vec::new());
        };
        let draft = self.process.draft();
        let step = crate::dossier::course::step_of(draft, &key);
        let results = step
            .map(|(_, step)| step.results.clone())
            .unwrap_or_default();
        let said: Vec<Option<String>> = if results.is_empty() {
            vec![None]
        } else {
            results.into_iter().map(Some).collect()
        };
        let ways = said.into_iter().filter_map(|result| {
            let outlook = draft.outlook(&key, result.as_deref(), self.facts())?;
            let done = Done {
                key: key.clone(),
                result,
                ran_out: false,
            };
            Some(Way { done, outlook })
        });
        Ok(ways.collect())
    }

    /// What is done after this way; why it is not gone.
    fn next_work(&self, way: &Way) -> Result<Option<Work>, Refusal> {
        let moved = self.clone().after_done(way.done.clone())?;
        Ok(moved.main().map(|main| main.work))
    }

    /// The ways that lead on and come to one of these works next.
    fn onward(&self, comes_to: impl Fn(Option<Work>) -> bool) -> Result<Vec<Way>, Refusal> {
        let mut found = Vec::new();
        let mut why = Refusal::from(CourseRefusal::NotAWay);
        for way in self.ways()? {
            if way.outlook.lead != Lead::On {
                continue;
            }
            match self.next_work(&way) {
                Ok(next) if comes_to(next) => found.push(way),
                Ok(_) => {}
                Err(refusal) => why = refusal,
            }
        }
        if found.is_empty() {
            Err(why)
        } else {
            Ok(found)
        }
    }

    fn working(&self, works: &[Work]) -> Result<MainStep, Refusal> {
        let main = self.open_main()?;
        if works.contains(&main.work) {
            Ok(main)
        } else {
            Err(CourseRefusal::StepNotOpen.into())
        }
    }

    /// What passing on means: the way that leads on, and to no decision where it was examined.
    pub(super) fn pick_onward(&self) -> Result<Done, Refusal> {
        let main = self.working(&[Work::Reception, Work::Examination])?;
        let is_examined = main.work == Work::Examination;
        let ways = self.onward(|next| {
            let proposes = is_examined && next == Some(Work::Decision);
            !proposes && next != Some(Work::AtOnce)
        })?;
        let some_end = ways.into_iter();
        let ways =
            some_end.filter(|way| !way.outlook.endings.is_empty() || way.done.result.is_none());
        the_one(ways.collect(), |way| way.grants())
    }

    /// What proposing this means: the way to a decision from which it can end so.
    pub(super) fn pick_proposal(&self, outcome: Outcome) -> Result<Done, Refusal> {
        self.working(&[Work::Examination])?;
        let ways = self.onward(|next| next == Some(Work::Decision))?;
        let ways = ways.into_iter().filter(|way| way.leads_to(outcome));
        // To decline is proposed by the way that only declines, where there is one.
        the_one(ways.collect(), |way| {
            way.grants() == (outcome == Outcome::Granted)
        })
    }

    /// What deciding so means.
    pub(super) fn pick_decision(&self, outcome: Outcome) -> Result<Done, Refusal> {
        self.working(&[Work::Decision])?;
        let ways = self.onward(|_| true)?.into_iter();
        let ways = ways.filter(|way| way.leads_to(outcome));
        the_one(ways.collect(), |way| {
            way.grants() == (outcome == Outcome::Granted)
        })
    }

    /// What sending back means.
    pub(super) fn pick_back(&self) -> Result<Done, Refusal> {
        self.by_lead(Lead::Back)
    }

    /// What asking for a supplement means.
    pub(super) fn pick_supplement(&self) -> Result<Done, Refusal> {
        self.by_lead(Lead::Supplement)
    }

    fn by_lead(&self, lead: Lead) -> Result<Done, Refusal> {
        let mut ways = self.ways()?.into_iter();
        let way = ways.find(|way| way.outlook.lead == lead);
        let way = way.ok_or(CourseRefusal::NotAWay)?;
        self.next_work(&way)?;
        Ok(way.done)
    }

    /// The only way of a step of this work; none where the process has no such step and it is done
    /// all the same.
    pub(super) fn pick_only(&self, work: Work) -> Result<Option<Done>, Refusal> {
        let main = self.working(&[work])?;
        if main.key.is_none() {
            return Ok(None);
        }
        if work == Work::Records
            && matches!(self.dossier.stage, crate::dossier::Stage::Resolved(..))
        {
            return Err(CourseRefusal::StepNotOpen.into());
        }
        let ways = self.onward(|_| true)?;
        the_one(ways, |way| way.grants()).map(Some)
    }

    /// Every way that no usual act means, and that is said by its own name.
    pub(super) fn pick_named(&self) -> Vec<Done> {
        let usual = [
            self.pick_onward(),
            self.pick_proposal(Outcome::Granted),
            self.pick_proposal(Outcome::Declined),
            self.pick_back(),
        ];
        let usual: Vec<Done> = usual.into_iter().flatten().collect();
        let mut ways = self.pick_any();
        ways.retain(|way| !usual.contains(way));
        ways
    }

    /// Every way that is open now, but those to the applicant and to a decision's own acts.
    pub(super) fn pick_any(&self) -> Vec<Done> {
        let Ok(main) = self.open_main() else {
            return Vec::new();
        };
        let is_issued = matches!(self.dossier.stage, crate::dossier::Stage::Resolved(..));
        let may = match main.work {
            Work::Reception | Work::Examination => true,
            // What is issued only moves on.
            Work::Records => is_issued,
            Work::Decision | Work::Return | Work::AtOnce => false,
        };
        if !may {
            return Vec::new();
        }
        let ways = self.ways().unwrap_or_default().into_iter();
        ways.filter(|way| way.outlook.lead != Lead::Supplement)
            .filter(|way| self.next_work(way).is_ok())
            .map(|way| way.done)
            .collect()
    }
}

/// The only one, or the only one that is preferred.
fn the_one(mut ways: Vec<Way>, preferred: impl Fn(&Way) -> bool) -> Result<Done, Refusal> {
    if ways.len() > 1 {
        let liked = ways.iter().filter(|way| preferred(way)).count();
        if liked == 1 {
            ways.retain(preferred);
        }
    }
    match ways.len() {
        0 => Err(CourseRefusal::NotAWay.into()),
        1 => ways
            .pop()
            .map(|way| way.done)
            .ok_or_else(|| CourseRefusal::NotAWay.into()),
        _ => Err(CourseRefusal::ResultNotSaid.into()),
    }
}
