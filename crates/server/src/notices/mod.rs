//! Tells people what happened to their dossiers: takes follow-ups, hands them to mail or to the
//! gateway for text messages, and keeps how each ended.
//!
//! At least once, and with the same id each time: who dies between sending and keeping sends again.

pub mod settings;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::dossier::Now;
use domain::dossier::follow_up::Notice;
use domain::people::identity::Phone;
use domain::rulebook::Rulebook;
use integrations::mail::{Mailer, NotSent, OutgoingMail};
use integrations::sms::OutgoingSms;
use jiff::SignedDuration;
use store::{Carrier, ClaimedJob, Fault, JobEnd, JobKey, Loaded, Store, Tried};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use web::app::Clock;
use web::wording::notice::{self, About};

use crate::config::write_whole;

/// Notices that are taken together.
const BATCH: u64 = 20;
/// How long it rests when there is nothing to tell and nothing happens here.
const PAUSE: Duration = Duration::from_secs(30);
/// After something happened: what happens together is told together.
const BREATH: Duration = Duration::from_secs(1);
/// How long one mail may take. A whole batch has to end within its lease.
const MAIL_MAX: Duration = Duration::from_secs(30);
/// Minutes between tries; after the last one a person has to call.
///
/// Not law: a server that is mended within two days loses nothing.
const WAITS_MINUTES: [i64; 7] = [1, 5, 30, 120, 720, 720, 720];
/// Hours of the night in which no telephone shall ring.
///
/// Not law: the design's quiet hours, 21:00 to 07:00.
const QUIET: (i8, i8) = (21, 7);

/// Through what people are told.
#[derive(Clone)]
pub struct Channels {
    /// Mail.
    pub mail: Option<Mailer>,
    /// The folder that the gateway for text messages reads.
    pub sms: Option<PathBuf>,
}

/// Telling that is under way.
pub struct Telling {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Telling {
    /// Begins to tell.
    pub fn start(store: Store, channels: Channels, public_url: Arc<str>, clock: Clock) -> Self {
        tracing::info!(
            mail = channels.mail.is_some(),
            sms = channels.sms.is_some(),
            "notices are delivered"
        );
        let (stop, told) = watch::channel(false);
        let teller = Teller {
            store,
            channels,
            public_url,
        };
        let task = tokio::spawn(teller.work(clock, told));
        Self { stop, task }
    }

    /// Ends after the notice under way; one that takes too long is told by the next start.
    pub async fn end(self, patience: Duration) {
        self.stop.send_replace(true);
        let mut task = self.task;
        if tokio::time::timeout(patience, &mut task).await.is_err() {
            task.abort();
            tracing::warn!("a notice that took too long was cut off");
        }
    }
}

/// Who tells.
pub struct Teller {
    store: Store,
    channels: Channels,
    public_url: Arc<str>,
}

impl Teller {
    async fn work(self, clock: Clock, mut stop: watch::Receiver<bool>) {
        loop {
            let told = self.round(clock(), &stop).await;
            if is_told_to_stop(&stop) {
                return;
            }
            match told {
                Ok(0) => self.rest(&mut stop).await,
                Ok(_) => {}
                Err(fault) => {
                    tracing::warn!(error = %store::chain(&fault), "notices have to wait");
                    tokio::select! {
                        () = tokio::time::sleep(PAUSE) => {}
                        () = stopped(&mut stop) => {}
                    }
                }
            }
        }
    }

    async fn rest(&self, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = stopped(stop) => {}
            () = self.store.something_done() => tokio::time::sleep(BREATH).await,
        }
    }

    /// Tells what is due, one after the other, and answers how many notices were taken.
    pub async fn round(&self, now: Now, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        let jobs = self.store.claim_jobs(now, BATCH).await?;
        let count = jobs.len();
        if count == 0 {
            return Ok(0);
        }
        let rules = self.store.rulebook().await?;
        for job in jobs {
            let tried = if is_told_to_stop(stop) {
                Tried::NotYet(now)
            } else {
                self.tell(&job, &rules, now).await.unwrap_or_else(|fault| {
                    tracing::warn!(error = %store::chain(&fault), "a notice has to wait");
                    again(&job, now)
                })
            };
            count_end(tried);
            self.store.settle_job(job, tried).await?;
        }
        Ok(count)
    }

    /// One notice, by the first carrier that reaches the applicant.
    async fn tell(&self, job: &ClaimedJob, rules: &Rulebook, now: Now) -> Result<Tried, Fault> {
        let ended = |end| Ok(Tried::Ended(end, now));
        let Some(notice) = Notice::from_purpose(&job.key.purpose) else {
            return ended(JobEnd::Overtaken);
        };
        let Some(loaded) = self.store.find_by_id(job.key.dossier).await? else {
            return ended(JobEnd::Unreachable);
        };
        if !notice.still_holds(&loaded.dossier) {
            return ended(JobEnd::Overtaken);
        }
        let message = Message {
            id: id_of(&job.key),
            notice,
            about: About::of(&loaded, rules, job.key.number, &self.public_url),
        };
        let reach = Reach::of(&loaded);
        let mut end = JobEnd::Unreachable;
        if let (Some(mailer), Some(to)) = (&self.channels.mail, &reach.email) {
            match message.mail(mailer, to, now).await {
                Ok(()) => return ended(JobEnd::Delivered(Carrier::Mail)),
                Err(NotSent::Refused { code }) => {
                    tracing::info!(code, "a mail address was refused");
                    end = JobEnd::Refused;
                }
                Err(NotSent::NotNow { why }) => {
                    tracing::warn!(why, attempts = job.attempts, "a mail was not taken");
                    return Ok(again(job, now));
                }
            }
        }
        if let (Some(folder), Some(phone)) = (&self.channels.sms, &reach.phone) {
            if let Some(morning) = end_of_quiet(now) {
                return Ok(Tried::NotYet(morning));
            }
            match message.sms(folder, phone).await {
                Ok(()) => return ended(JobEnd::Delivered(Carrier::Sms)),
                Err(error) => {
                    tracing::warn!(%error, attempts = job.attempts, "a text message was not kept");
                    return Ok(again(job, now));
                }
            }
        }
        ended(end)
    }
}

fn is_told_to_stop(stop: &watch::Receiver<bool>) -> bool {
    *stop.borrow()
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    stop.wait_for(|stop| *stop).await.ok();
}

/// A notice on its way.
struct Message {
    id: String,
    notice: Notice,
    about: About,
}

impl Message {
    async fn mail(&self, mailer: &Mailer, to: &str, now: Now) -> Result<(), NotSent> {
        let letter = notice::letter(self.notice, &self.about);
        let sending = mailer.send(OutgoingMail {
            id: &self.id,
            to,
            subject: &letter.subject,
            body: &letter.body,
            at: now,
        });
        let sent = tokio::time::timeout(MAIL_MAX, sending).await;
        sent.unwrap_or_else(|_| {
            Err(NotSent::NotNow {
                why: "the server took too long".to_owned(),
            })
        })
    }

    async fn sms(&self, folder: &Path, phone: &Phone) -> std::io::Result<()> {
        let (to, text) = (phone.international(), notice::sms(self.notice, &self.about));
        let sms = OutgoingSms {
            id: &self.id,
            to: &to,
            text: &text,
        };
        let (path, json) = (folder.join(sms.file_name()), sms.to_json());
        // The gateway may belong to the group of the folder, nobody else reads numbers.
        let writing = tokio::task::spawn_blocking(move || write_whole(&path, &json, 0o640));
        writing.await.map_err(std::io::Error::other)?
    }
}

/// Where the applicant can be reached; nowhere after erasure.
#[derive(Default)]
struct Reach {
    email: Option<String>,
    phone: Option<Phone>,
}

impl Reach {
    fn of(loaded: &Loaded) -> Self {
        let (dossier, personal) = (&loaded.dossier, &loaded.personal);
        let Some(applicant) = personal.applicant(dossier.applicant.id) else {
            return Self::default();
        };
        let other = dossier.representative.as_ref();
        let other = other.and_then(|row| personal.representative(row.id));
        let phone = applicant.phone.or(other.and_then(|other| other.phone));
        Self {
            email: applicant.email,
            phone: phone
                .and_then(|phone| phone.parse::<Phone>().ok())
                .filter(Phone::is_mobile),
        }
    }
}

/// The same for every try, and different for every notice; it tells nobody anything.
fn id_of(key: &JobKey) -> String {
    format!("{}.{}.{}", key.dossier.simple(), key.number, key.purpose)
}

/// When it is tried again, or that it is given up.
fn again(job: &ClaimedJob, now: Now) -> Tried {
    let tries = usize::try_from(job.attempts).unwrap_or(usize::MAX);
    match WAITS_MINUTES.get(tries.saturating_sub(1)) {
        Some(minutes) => {
            let wait = SignedDuration::from_mins(*minutes);
            Tried::Again(Now(now.0.saturating_add(wait).unwrap_or(now.0)))
        }
        None => Tried::Ended(JobEnd::Unanswered, now),
    }
}

/// The morning after, in the quiet hours; none by day.
fn end_of_quiet(now: Now) -> Option<Now> {
    let (evening, morning) = QUIET;
    let local = now.local();
    let day = match local.hour() {
        hour if hour >= evening => local.date().tomorrow().ok()?,
        hour if hour < morning => local.date(),
        _ => return None,
    };
    Some(Now::from_local(day.at(morning, 0, 0, 0)))
}

fn count_end(tried: Tried) {
    let end = match tried {
        Tried::Ended(JobEnd::Delivered(Carrier::Mail), _) => "mail",
        Tried::Ended(JobEnd::Delivered(Carrier::Sms), _) => "sms",
        Tried::Ended(JobEnd::Refused, _) => "refused",
        Tried::Ended(JobEnd::Unanswered, _) => "unanswered",
        Tried::Ended(JobEnd::Unreachable, _) => "unreachable",
        Tried::Ended(JobEnd::Overtaken, _) => "overtaken",
        Tried::Ended(JobEnd::Stale, _) => "stale",
        Tried::Again(_) => "again",
        Tried::NotYet(_) => "not_yet",
    };
    metrics::counter!("motcua_notices_total", "end" => end).increment(1);
}
