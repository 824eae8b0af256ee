//! All rules in force, as one immutable value.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkingCalendar;
use crate::calendar::deadline::Moment;
use crate::calendar::layers::Calendars;
use crate::calendar::pauses::AfterPause;
use crate::calendar::time_limit::TimeLimit;
use crate::people::agency::{Agency, AgencyId, Level, Organisation};
use crate::procedure::{Procedure, ProcedureCode};
use crate::process::published::Processes;

/// Everything that law or province may change, as one value with one version.
///
/// A write is decided under the version it names; when the stored version is newer, the store
/// reloads the rulebook and decides again.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Grows by one with each change.
    pub version: u64,
    /// The organisation through time.
    pub organisation: Organisation,
    /// Every version of every procedure, so that open dossiers keep theirs.
    pub procedures: Vec<Arc<Procedure>>,
    /// Who receives which procedure where.
    pub receptions: Vec<ReceptionRule>,
    /// Working days and hours, in layers: see [`Rulebook::calendar_for`].
    pub calendar: Calendars,
    /// How the limit counts after a supplement, from day to day; where nothing is said, anew.
    pub supplement_readings: Vec<SupplementReading>,
    /// At which moment of its day a result is promised, from day to day; where nothing is said, at
    /// closing time.
    pub promised_moments: Vec<PromisedMoment>,
    /// Every internal process that was published: see [`Rulebook::process_for`].
    pub processes: Processes,
}

/// A province's own choice of the moment at which results are promised (giờ hẹn trả), dated. The
/// law promises the closing time of the due day; the clock time of reception is stricter.
///
/// Not law: what is promised beyond the law is decided by the province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisedMoment {
    /// The first day on which dossiers are received under it.
    pub from: Date,
    /// The last one; open when none.
    pub until: Option<Date>,
    /// The moment.
    pub moment: Moment,
    /// The decision it rests on.
    pub basis: String,
}

/// One reading of the law on how a limit counts after a supplement, dated.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 19 counts it anew [memory, medium]; Quyết định 766/QĐ-TTg
/// takes the waiting out (source). Which one a province follows is its own decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementReading {
    /// The first day on which dossiers are received under it.
    pub from: Date,
    /// The last one; open when none.
    pub until: Option<Date>,
    /// How the limit goes on.
    pub after_pause: AfterPause,
    /// The decision it rests on.
    pub basis: String,
}

/// One line of the published list of what is received where (danh mục tiếp nhận), dated.
///
/// Law: Nghị định 118/2025/NĐ-CP, Điều 14 [memory, medium]: the list is decided by the province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptionRule {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The desks meant.
    pub desks: Desks,
    /// Who settles it.
    pub competent: Competent,
    /// The decision the line rests on.
    pub basis: String,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity; open when none.
    pub valid_to: Option<Date>,
}

/// Which desks a line of the list means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Desks {
    /// Every desk of this level.
    Level(Level),
    /// The desk that bears this code.
    One(String),
}

/// Who is competent for what a desk receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Competent {
    /// The agency that the desk belongs to.
    AgencyOfDesk,
    /// The agency that bears this code.
    One(String),
}

/// Why a desk does not receive a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReceived {
    /// No procedure with this code.
    UnknownProcedure,
    /// The procedure exists, but no version of it is in force that day.
    NotInForce,
    /// No such desk that day.
    UnknownDesk,
    /// The desk is not on the list for this procedure.
    NotHere,
}

impl Rulebook {
    /// The version of `code` that is in force on `day`.
    pub fn procedure_on(&self, code: &ProcedureCode, day: Date) -> Option<&Arc<Procedure>> {
        self.procedures
            .iter()
            .filter(|procedure| &procedure.code == code && procedure.is_in_force_on(day))
            .max_by_key(|procedure| procedure.version)
    }

    /// A version by number, in force or not.
    pub fn procedure_version(&self, code: &ProcedureCode, version: u32) -> Option<&Arc<Procedure>> {
        self.procedures
            .iter()
            .find(|p| &p.code == code && p.version == version)
    }

    /// Every procedure in force on `day`, one version each.
    pub fn in_force_on(&self, day: Date) -> impl Iterator<Item = &Arc<Procedure>> {
        let in_force = move |p: &&Arc<Procedure>| p.is_in_force_on(day);
        // Each looked up on its own would be as many walks as there are procedures.
        let mut newest: HashMap<&ProcedureCode, u32> = HashMap::new();
        for procedure in self.procedures.iter().filter(in_force) {
            let version = newest.entry(&procedure.code).or_default();
            *version = procedure.version.max(*version);
        }
        self.procedures
            .iter()
            .filter(in_force)
            .filter(move |p| newest.get(&p.code) == Some(&p.version))
    }

    /// The calendar that `unit` works by on `day`: limits run by that of the competent agency, not
    /// of the desk.
    pub fn calendar_for(&self, unit: &AgencyId, day: Date) -> &WorkingCalendar {
        self.calendar.of(&self.organisation, unit, day)
    }

    /// The calendar that `code` is promised by at `desk` on `day`; the nation's where nobody is
    /// competent.
    pub fn calendar_at(
        &self,
        code: &ProcedureCode,
        desk: &AgencyId,
        day: Date,
    ) -> &WorkingCalendar {
        match self.competent_for(code, desk, day) {
            Ok(agency) => self.calendar_for(&agency.id, day),
            Err(_) => self.calendar.nation(),
        }
    }

    /// How the limit of a dossier received on `day` counts after a supplement.
    pub fn after_supplement(&self, day: Date) -> AfterPause {
        let holds = |reading: &&SupplementReading| {
            reading.from <= day && reading.until.is_none_or(|last| day <= last)
        };
        let reading = self.supplement_readings.iter().find(holds);
        reading.map_or(AfterPause::Restart, |reading| reading.after_pause)
    }

    /// At which moment of its day a dossier received on `day` with this limit is promised.
    ///
    /// The choice is for limits in days: within the day there is no later day whose clock time
    /// could be promised, and working hours end where they end.
    pub fn promised_moment(&self, limit: &TimeLimit, day: Date) -> Moment {
        match limit {
            TimeLimit::WorkingDays(_) | TimeLimit::CalendarDays(_) => {}
            TimeLimit::WorkingHours { .. } | TimeLimit::WithinDay | TimeLimit::None { .. } => {
                return Moment::EndOfDay;
            }
        }
        let holds = |chosen: &&PromisedMoment| {
            chosen.from <= day && chosen.until.is_none_or(|last| day <= last)
        };
        let chosen = self.promised_moments.iter().find(holds);
        chosen.map_or(Moment::EndOfDay, |chosen| chosen.moment)
    }

    /// The agency competent for `code` at `desk` on `day`.
    pub fn competent_for(
        &self,
        code: &ProcedureCode,
        desk: &AgencyId,
        day: Date,
    ) -> Result<&Agency, NotReceived> {
        if self.procedure_on(code, day).is_none() {
            let known = self.procedures.iter().any(|p| &p.code == code);
            return Err(if known {
                NotReceived::NotInForce
            } else {
                NotReceived::UnknownProcedure
            });
        }
        let desk = self.desk_on(desk, day).ok_or(NotReceived::UnknownDesk)?;
        self.receptions
            .iter()
            .find(|rule| rule.procedure == *code && rule.is_valid_on(day) && rule.means(desk))
            .and_then(|rule| self.settling(rule, desk, day))
            .ok_or(NotReceived::NotHere)
    }

    /// The procedures that `desk` receives on `day`, one version each.
    ///
    /// Says of each what [`Self::competent_for`] says, and reads the list once for all of them.
    pub fn received_at(&self, desk: &AgencyId, day: Date) -> Vec<&Arc<Procedure>> {
        let Some(desk) = self.desk_on(desk, day) else {
            return Vec::new();
        };
        let mut rules: HashMap<&ProcedureCode, &ReceptionRule> = HashMap::new();
        let here = |rule: &&ReceptionRule| rule.is_valid_on(day) && rule.means(desk);
        for rule in self.receptions.iter().filter(here) {
            // The first counts.
            rules.entry(&rule.procedure).or_insert(rule);
        }
        let is_settled = |code: &ProcedureCode| {
            let rule = rules.get(code);
            rule.is_some_and(|rule| self.settling(rule, desk, day).is_some())
        };
        let in_force = self.in_force_on(day);
        in_force.filter(|p| is_settled(&p.code)).collect()
    }

    /// The desk, if it is one that day.
    fn desk_on(&self, desk: &AgencyId, day: Date) -> Option<&Agency> {
        self.organisation
            .find(desk)
            .filter(|d| d.kind.is_desk() && d.is_valid_on(day))
    }

    /// Who settles what a line of the list lets a desk receive.
    fn settling(&self, rule: &ReceptionRule, desk: &Agency, day: Date) -> Option<&Agency> {
        match &rule.competent {
            Competent::AgencyOfDesk => desk
                .parent
                .as_ref()
                .and_then(|id| self.organisation.find(id)),
            Competent::One(code) => self.organisation.find_by_code(code, day),
        }
    }

    /// The desks that receive `code` on `day`.
    pub fn desks_for(&self, code: &ProcedureCode, day: Date) -> Vec<&Agency> {
        self.organisation
            .all()
            .filter(|agency| agency.kind.is_desk() && agency.is_valid_on(day))
            .filter(|desk| self.competent_for(code, &desk.id, day).is_ok())
            .collect()
    }
}

impl ReceptionRule {
    fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    fn means(&self, desk: &Agency) -> bool {
        match &self.desks {
            Desks::Level(level) => desk.level == *level,
            Desks::One(code) => desk.code == *code,
        }
    }
}
