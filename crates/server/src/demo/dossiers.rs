//! About two hundred invented dossiers in every stage, each brought there by commands through
//! `decide`, after the port is open.

use std::collections::BTreeMap;

use anyhow::Context as _;
use domain::dossier::command::{Application, HandedIn};
use domain::dossier::event::HandedForm;
use domain::dossier::{Now, ReturnVia};
use domain::people::agency::{Agency, AgencyId};
use domain::people::identity::Sex;
use domain::people::{Applicant, ApplicantKind, Official, Role};
use domain::procedure::paper::{Need, RequiredPaper};
use domain::procedure::{Channel, Procedure};
use domain::rulebook::Rulebook;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::{Account, Filter, NewFile, Scope, Store};

use crate::demo::people::{self, Chance};
use crate::demo::sample_pdf::one_page_pdf;
use crate::demo::walk::{Until, WAYS, Walk};

/// How many.
const COUNT: usize = 200;
/// The desk with log-ins gets most of them.
const MAIN_DESK: &str = "03388-TT";

/// Loads the dossiers once; what goes wrong is logged, and the server goes on.
pub async fn load(store: Store, now: Now) {
    match try_load(&store, now).await {
        Ok(0) => {}
        Ok(loaded) => tracing::info!(dossiers = loaded, "the demonstration is loaded"),
        Err(error) => tracing::error!(
            error = %format!("{error:#}"),
            "loading the demonstration stopped; the next start goes on with it"
        ),
    }
}

/// Loads what is missing of the two hundred, and answers how many that were.
async fn try_load(store: &Store, now: Now) -> anyhow::Result<usize> {
    let rules = store.rulebook().await?;
    let today = now.today();
    let main = rules
        .organisation
        .find_by_code(MAIN_DESK, today)
        .context("no main desk")?;
    let desks: Vec<Agency> = rules.organisation.desks_on(today).cloned().collect();
    let there = count(store, &desks).await?;
    let mut town = Town {
        store,
        accounts: store.accounts().await?,
        desks,
        main: main.clone(),
        rules,
        // After a start that was cut off others come, not the same people again.
        chance: Chance::new(766 + 2 * there as u64),
        receipts: there,
        now,
    };
    let plans = town.plans(there);
    for plan in &plans {
        match town.one(plan).await {
            Ok(()) => {}
            Err(error) if error.is::<store::Fault>() => {
                return Err(error);
            }
            Err(error) => {
                tracing::warn!(error = %format!("{error:#}"), "a dossier stopped on its way");
            }
        }
    }
    Ok(plans.len())
}

/// How many dossiers the desks have received; no more than are wanted.
async fn count(store: &Store, desks: &[Agency]) -> anyhow::Result<usize> {
    let mut count = 0;
    for desk in desks {
        let mut filter = Filter {
            open: None,
            limit: 100,
            ..Filter::open_in(Scope::ReceivedAt(desk.id.clone()))
        };
        while count < COUNT {
            let page = store.list(&filter).await?;
            count += page.lines.len();
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
    }
    Ok(count)
}

/// What a dossier shall be, before it is opened.
struct Plan {
    until: Until,
    desk: Agency,
    channel: Channel,
    procedure: Procedure,
    case: usize,
    opens_at: Now,
}

/// The demonstration while it is being filled.
pub(super) struct Town<'a> {
    pub(super) store: &'a Store,
    accounts: Vec<Account>,
    desks: Vec<Agency>,
    main: Agency,
    pub(super) rules: std::sync::Arc<Rulebook>,
    pub(super) chance: Chance,
    /// The number of the last payment receipt that was written.
    pub(super) receipts: usize,
    pub(super) now: Now,
}

impl Town<'_> {
    /// What is missing of the two hundred, in the order of time: so the running numbers of a day
    /// grow with its hours.
    fn plans(&mut self, there: usize) -> Vec<Plan> {
        let mut plans: Vec<Plan> = (there..2 * COUNT)
            .filter_map(|at| self.plan(at))
            .take(COUNT.saturating_sub(there))
            .collect();
        plans.sort_by_key(|plan| plan.opens_at);
        plans
    }

    /// One more dossier, to be brought as far as `at` says; none when its desk receives nothing.
    fn plan(&mut self, at: usize) -> Option<Plan> {
        let until = WAYS[at % WAYS.len()];
        let desk = if at % 4 == 3 {
            let at = self.chance.below(self.desks.len());
            self.desks[at].clone()
        } else {
            self.main.clone()
        };
        let online = matches!(
            until,
            Until::Submitted | Until::AskedAtReception | Until::Refused
        ) || at.is_multiple_of(5);
        let channel = if online {
            Channel::Online
        } else {
            Channel::Desk
        };
        self.official(&desk.id, Role::DeskOfficer)?;
        let (procedure, case) = self.procedure(&desk, channel)?;
        let days = match until {
            Until::HandedOver | Until::Declined | Until::Withdrawn | Until::Stopped => {
                12 + self.chance.below(30)
            }
            Until::Submitted | Until::Received => self.chance.below(2),
            _ => 1 + self.chance.below(9),
        };
        let opens_at = self.clock(days);
        Some(Plan {
            until,
            desk,
            channel,
            procedure,
            case,
            opens_at,
        })
    }

    /// Opens a dossier and brings it as far as was planned.
    async fn one(&mut self, plan: &Plan) -> anyhow::Result<()> {
        let application = self
            .application(&plan.procedure, plan.case, &plan.desk, plan.channel)
            .await?;
        let mut walk = Walk {
            town: self,
            desk: plan.desk.id.clone(),
            clock: plan.opens_at,
            code: None,
            seen: 0,
        };
        let online = plan.channel == Channel::Online;
        walk.go(plan.until, application, online).await
    }

    /// A procedure in force that the desk receives through the channel, and its first such case.
    fn procedure(&mut self, desk: &Agency, channel: Channel) -> Option<(Procedure, usize)> {
        let today = self.now.today();
        let fitting: Vec<(&std::sync::Arc<Procedure>, usize)> = self
            .rules
            .in_force_on(today)
            .filter(|p| self.rules.competent_for(&p.code, &desk.id, today).is_ok())
            .filter(|p| p.applicants.contains(&ApplicantKind::Person))
            .filter_map(|p| {
                let case = p
                    .cases
                    .iter()
                    .position(|case| case.terms_for(channel).is_some())?;
                Some((p, case))
            })
            .collect();
        if fitting.is_empty() {
            return None;
        }
        let at = self.chance.below(fitting.len());
        Some((fitting[at].0.as_ref().clone(), fitting[at].1))
    }

    /// A working morning so many days back, at a moment of its own after the desks opened.
    fn clock(&mut self, days: usize) -> Now {
        let back = i64::try_from(days).unwrap_or_default().days();
        let mut day: Date = self
            .now
            .today()
            .checked_sub(back)
            .unwrap_or(self.now.today());
        while !self.rules.calendar.nation().is_working(day).unwrap_or(true) {
            day = day.yesterday().unwrap_or(day);
        }
        let minutes = 7 * 60 + 30 + self.chance.below(90);
        let [hour, minute, second] = [minutes / 60, minutes % 60, self.chance.below(60)]
            .map(|part| i8::try_from(part).unwrap_or_default());
        let at = Now::from_local(day.at(hour, minute, second, 0));
        if at > self.now { self.now } else { at }
    }

    async fn application(
        &mut self,
        procedure: &Procedure,
        case: usize,
        desk: &Agency,
        channel: Channel,
    ) -> anyhow::Result<Application> {
        let case = &procedure.cases[case];
        let applicant = self.applicant(desk);
        let mut papers = Vec::new();
        for required in &case.papers {
            if let Some(paper) = self.paper(required, channel).await? {
                papers.push(paper);
            }
        }
        let answers = answers(procedure, &applicant, self.now.today());
        Ok(Application {
            procedure: procedure.code.clone(),
            case: case.key.clone(),
            desk: desk.id.clone(),
            channel,
            applicant: web::fresh::personal(applicant),
            representative: None,
            answers: web::fresh::personal(answers),
            papers,
            return_via: if self.chance.below(4) == 0 {
                ReturnVia::Post
            } else {
                ReturnVia::Desk
            },
            assisted: None,
            part_of: None,
            secret: web::fresh::personal(web::fresh::secret()),
        })
    }

    fn applicant(&mut self, desk: &Agency) -> Applicant {
        let (year, male, identity) = people::identity(&mut self.chance);
        let place = desk
            .name
            .rsplit_once("công ")
            .map_or("tỉnh Lai Châu", |(_, place)| place)
            .to_owned();
        Applicant {
            kind: ApplicantKind::Person,
            name: people::name(&mut self.chance),
            identity: Some(identity),
            birth: Some(year.to_string()),
            sex: Some(if male { Sex::Male } else { Sex::Female }),
            phone: (self.chance.below(6) > 0).then(|| people::phone(&mut self.chance)),
            email: None,
            address: format!("{}, {place}", people::village(&mut self.chance)),
        }
    }

    async fn paper(
        &mut self,
        required: &RequiredPaper,
        channel: Channel,
    ) -> anyhow::Result<Option<HandedIn>> {
        if required.is_declaration || (required.need != Need::Always && self.chance.below(2) == 0) {
            return Ok(None);
        }
        let (form, file_name) = if required.replaceable_by.is_some() {
            (HandedForm::ReplacedByData, None)
        } else if channel == Channel::Online {
            let name = format!("{}.pdf", required.key.0);
            (
                HandedForm::File(self.file(&required.name).await?),
                Some(web::fresh::personal(name)),
            )
        } else {
            let (originals, copies) = (required.originals, required.copies);
            let originals = if originals + copies == 0 {
                1
            } else {
                originals
            };
            (HandedForm::OnPaper { originals, copies }, None)
        };
        Ok(Some(HandedIn {
            paper: required.key.clone(),
            form,
            file_name,
        }))
    }

    async fn file(&self, title: &str) -> anyhow::Result<domain::dossier::event::FileFacts> {
        let bytes = one_page_pdf(title);
        let found = documents::upload::inspect("giay-to.pdf", &bytes)
            .map_err(|why| anyhow::anyhow!("demonstration file: {}", why.show("giay-to.pdf")))?;
        let new = NewFile {
            sha256: domain::dossier::personal::hex(&found.sha256),
            kind: "pdf".to_owned(),
            pages: found.pages,
            uploaded_by: "applicant".to_owned(),
            at: self.now,
            bytes,
        };
        Ok(self.store.keep_file(new).await?)
    }

    /// Somebody with this role in this unit.
    pub(super) fn official(&self, unit: &AgencyId, role: Role) -> Option<&Official> {
        self.accounts
            .iter()
            .map(|account| &account.official)
            .find(|official| official.unit == *unit && official.is(role))
    }
}

/// The declaration with what is known of the applicant; the rest is left open.
fn answers(procedure: &Procedure, applicant: &Applicant, today: Date) -> BTreeMap<String, String> {
    use domain::procedure::declaration::Prefill;
    let Some(form) = &procedure.declaration else {
        return BTreeMap::new();
    };
    form.fields
        .iter()
        .filter_map(|field| {
            let value = match field.prefill {
                Prefill::Nothing | Prefill::ApplicantSex => None,
                Prefill::ApplicantName => Some(applicant.name.clone()),
                Prefill::ApplicantIdentity => applicant.identity.clone(),
                Prefill::ApplicantBirth => applicant.birth.clone(),
                Prefill::ApplicantAddress => Some(applicant.address.clone()),
                Prefill::ApplicantPhone => applicant.phone.clone(),
                Prefill::Today => Some(today.to_string()),
            };
            value.map(|value| (field.key.clone(), value))
        })
        .collect()
}
