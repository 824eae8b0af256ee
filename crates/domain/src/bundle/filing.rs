//! A bundle as it is filed, looked through before anything is opened: whatever a later child needs
//! is asked for now, not in the middle.

use crate::bundle::ChildKey;
use crate::bundle::check::SoundKind;
use crate::bundle::event::Opened;
use crate::bundle::kind::{ChildKind, ChildNeed, SettledBy};
use crate::bundle::running::BundleRefusal;
use crate::dossier::Now;
use crate::dossier::code::DossierCode;
use crate::dossier::command::HandedIn;
use crate::dossier::event::{HandedForm, HeldPaper};
use crate::dossier::personal::{Personal, PersonalKind, PersonalRow, Secret};
use crate::people::agency::AgencyId;
use crate::people::{Applicant, ApplicantKind};
use crate::procedure::declaration::Answers;
use crate::procedure::paper::{Handing, PaperKey};
use crate::procedure::{Channel, Procedure};
use crate::rulebook::Rulebook;

/// A bundle on its way in (nộp hồ sơ liên thông): parsed, not yet judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// How it comes in.
    pub channel: Channel,
    /// The desk that takes it in; none when it is filed online, then the competent one.
    pub desk: Option<AgencyId>,
    /// The optional children that were ticked.
    pub chosen: Vec<ChildKey>,
    /// Who applies.
    pub applicant: Personal<Applicant>,
    /// The common declaration.
    pub answers: Personal<Answers>,
    /// The papers, each once.
    pub papers: Vec<HandedIn>,
    /// Fresh secrets.
    pub secret: Personal<Secret>,
}

impl Filing {
    /// Every personal row that it brings along.
    pub fn personal_rows(&self) -> Vec<PersonalRow> {
        let names = self.papers.iter().filter_map(|paper| {
            let name = paper.file_name.as_ref()?;
            Some(name.row(PersonalKind::FileName))
        });
        let rows = [
            self.applicant.row(PersonalKind::Applicant),
            self.answers.row(PersonalKind::Answers),
            self.secret.row(PersonalKind::Secret),
        ];
        rows.into_iter().chain(names).collect()
    }

    /// The papers as they will stand in the event.
    pub fn held(&self) -> Vec<HeldPaper> {
        let held = |paper: &HandedIn| HeldPaper {
            paper: paper.paper.clone(),
            form: paper.form.clone(),
            file_name: paper.file_name.as_ref().map(Personal::sealed),
        };
        self.papers.iter().map(held).collect()
    }

    /// What is kept of it, under its code, at the desk.
    pub fn opened(&self, kind: &SoundKind, code: DossierCode, desk: AgencyId) -> Opened {
        Opened {
            code,
            kind: kind.kind().key.clone(),
            version: kind.kind().version,
            channel: self.channel,
            desk,
            chosen: self.chosen.clone(),
            applicant: self.applicant.sealed(),
            answers: self.answers.sealed(),
            secret: self.secret.sealed(),
            papers: self.held(),
        }
    }

    /// The desk at which the whole is looked after.
    ///
    /// # Errors
    /// The first child's place is not known, or nobody receives it there.
    pub fn desk(
        &self,
        kind: &SoundKind,
        rules: &Rulebook,
        now: Now,
    ) -> Result<AgencyId, BundleRefusal> {
        if let Some(desk) = &self.desk {
            return Ok(desk.clone());
        }
        let desk = kind.kind().desk(rules, &self.answers.value, now.today());
        desk.ok_or_else(|| match ours(kind) {
            Some(child) => self.no_agency(child),
            None => BundleRefusal::OtherKind,
        })
    }

    /// Whether every child that was asked for can go its way with what is here.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, kind: &SoundKind, rules: &Rulebook, now: Now) -> Result<(), BundleRefusal> {
        if self.applicant.value.kind != ApplicantKind::Person {
            return Err(BundleRefusal::OnlyPersons);
        }
        for child in self.asked_for(kind) {
            self.check_child(child, rules, now)?;
        }
        Ok(())
    }

    /// The children that will be started if nothing is declined.
    fn asked_for<'a>(&'a self, kind: &'a SoundKind) -> impl Iterator<Item = &'a ChildKind> {
        let is_asked_for = |child: &&ChildKind| match child.need {
            ChildNeed::Required => true,
            ChildNeed::Optional => self.chosen.contains(&child.key),
        };
        kind.children().iter().filter(is_asked_for)
    }

    fn check_child(
        &self,
        child: &ChildKind,
        rules: &Rulebook,
        now: Now,
    ) -> Result<(), BundleRefusal> {
        let (answers, today) = (&self.answers.value, now.today());
        let code = child.procedure.as_ref();
        let procedure = code.and_then(|code| rules.procedure_on(code, today));
        let form = procedure.and_then(|known| known.declaration.as_ref());
        let form = form.filter(|_| child.inputs.is_empty());
        if let Some(field) = child.unanswered(form, answers).first() {
            return Err(BundleRefusal::Unanswered {
                child: child.key.clone(),
                field: (*field).to_owned(),
            });
        }
        if child.commune(&rules.organisation, answers, today).is_none() {
            return Err(self.no_agency(child));
        }
        if let Some(payout) = &child.payout {
            payout.read(answers).map_err(|why| BundleRefusal::Payout {
                child: child.key.clone(),
                why,
            })?;
        }
        match child.settled_by {
            SettledBy::Ours => self.check_own(child, procedure.map(AsRef::as_ref), rules, now),
            SettledBy::Partner(_) => Ok(()),
        }
    }

    /// A child of ours has a desk that receives it, and every paper that its case asks for.
    fn check_own(
        &self,
        child: &ChildKind,
        procedure: Option<&Procedure>,
        rules: &Rulebook,
        now: Now,
    ) -> Result<(), BundleRefusal> {
        let answers = &self.answers.value;
        if child.desk(rules, answers, now.today()).is_none() {
            return Err(self.no_agency(child));
        }
        let case = child.case_for(answers);
        let case = case.and_then(|key| procedure?.case(key));
        let held = child.papers_from(&self.held());
        let is_there = |key: &PaperKey| {
            let mut papers = held.iter();
            papers.any(|paper| paper.paper == *key && self.counts(&paper.form))
        };
        let required = case.into_iter().flat_map(|case| &case.papers);
        let missing: Vec<PaperKey> = required
            .filter(|paper| paper.must_be_there() && paper.handing == Handing::Submit)
            .filter(|paper| !is_there(&paper.key))
            .map(|paper| child.parents_paper(&paper.key))
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(BundleRefusal::PapersMissing {
                child: child.key.clone(),
                papers: missing,
            })
        }
    }

    /// Online only a file counts; the desk sees what lies before it.
    fn counts(&self, form: &HandedForm) -> bool {
        match form {
            HandedForm::File(_) => true,
            HandedForm::OnPaper { originals, copies } => {
                self.channel != Channel::Online && (*originals > 0 || *copies > 0)
            }
            HandedForm::ReplacedByData => self.channel != Channel::Online,
            HandedForm::NotNeeded => false,
        }
    }

    fn no_agency(&self, child: &ChildKind) -> BundleRefusal {
        BundleRefusal::NoAgency {
            child: child.key.clone(),
            field: child.place.field.clone(),
        }
    }
}

fn ours(kind: &SoundKind) -> Option<&ChildKind> {
    let mut children = kind.children().iter();
    children.find(|child| child.settled_by == SettledBy::Ours)
}

impl ChildKind {
    /// The parent's paper that this one is taken from; its own key where nothing was said.
    fn parents_paper(&self, key: &PaperKey) -> PaperKey {
        let take = self.papers.iter().find(|take| &take.paper == key);
        take.map_or_else(|| key.clone(), |take| take.from.clone())
    }
}
