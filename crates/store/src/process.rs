//! Internal processes: parts of the rulebook, one row a version, of which none is ever lost.

use domain::dossier::Now;
use domain::people::OfficialId;
use domain::procedure::ProcedureCode;
use domain::process::publish::{NewProcess, PublishRefusal, publish};
use domain::process::published::{Processes, PublishedProcess};
use domain::process::surroundings::Surroundings;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use crate::fault::{Doing as _, Fault};
use crate::people::staff;
use crate::record::micros;
use crate::rows::rulebook_part;
use crate::rulebook::{current, json, move_version, note_act, version};
use crate::write::{Reply, RulebookMoved, Write};
use crate::{Shared, Store};

/// How the names of these parts begin.
const PROCESSES: &str = "process/";

/// A process to publish, worked out on the version of the rulebook it names.
#[derive(Clone, Debug)]
pub struct ProcessWrite {
    /// The version it was worked out on.
    pub based_on: u64,
    /// The process, for whom, from when and by which decision.
    pub new: NewProcess,
    /// Who does it; none for the command line.
    pub by: Option<OfficialId>,
    /// When.
    pub at: Now,
}

/// Why a process is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProcessRefusal {
    /// The rulebook changed meanwhile, perhaps by a version of this process: look at it anew.
    Moved(RulebookMoved),
    /// The rules of publishing say no.
    Refused(PublishRefusal),
}

/// Every version of every process.
pub(crate) async fn processes(conn: &impl ConnectionTrait) -> Result<Processes, Fault> {
    let rows = rulebook_part::Entity::find()
        .filter(rulebook_part::Column::Part.starts_with(PROCESSES))
        .all(conn)
        .await
        .doing("reading the processes")?;
    let published = rows
        .iter()
        .map(|row| {
            serde_json::from_str::<PublishedProcess>(&row.content)
                .map_err(|_| Fault::damaged(row.part.clone()))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Processes::new(published))
}

/// Publishes a version; a refusal is rolled back by whoever called.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &ProcessWrite,
) -> Result<Result<u32, ProcessRefusal>, Fault> {
    let rules = current(conn, shared).await?;
    // Of two who publish at once the second finds the version moved, and nothing is stored twice.
    let is_known = rules.version == write.based_on;
    if !is_known || move_version(conn, write.based_on).await?.is_none() {
        let version = version(conn).await?;
        return Ok(Err(ProcessRefusal::Moved(RulebookMoved { version })));
    }
    let new = write.new.clone();
    let staff = staff(conn).await?;
    let around = Surroundings::of(&rules, &new.procedure, new.from, &staff);
    match publish(&rules, new, &around, write.at.today()) {
        Ok(published) => {
            keep(conn, &published).await?;
            let what = format!("process {} {}", published.procedure, published.version);
            note_act(conn, write.by, &what, micros(write.at)).await?;
            shared.forget_rulebook();
            Ok(Ok(published.version))
        }
        Err(refusal) => Ok(Err(ProcessRefusal::Refused(refusal))),
    }
}

/// A row that is there already is a fault: no version is ever replaced.
async fn keep(conn: &impl ConnectionTrait, published: &PublishedProcess) -> Result<(), Fault> {
    let (code, version) = (&published.procedure, published.version);
    let row = rulebook_part::ActiveModel {
        part: Set(format!("{PROCESSES}{code}/{version}")),
        content: Set(json(published)?),
    };
    rulebook_part::Entity::insert(row)
        .exec_without_returning(conn)
        .await
        .doing("publishing a process")?;
    Ok(())
}

impl Store {
    /// Publishes the process of a procedure, if nobody changed the rulebook meanwhile; answers the
    /// number of its version.
    pub async fn publish_process(
        &self,
        write: ProcessWrite,
    ) -> Result<Result<u32, ProcessRefusal>, Fault> {
        match self.write(Write::Process(Box::new(write))).await? {
            Reply::Process(answer) => Ok(answer),
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// Where a procedure is received on `day`, and who works there now.
    pub async fn surroundings(
        &self,
        rules: &Rulebook,
        code: &ProcedureCode,
        day: Date,
    ) -> Result<Surroundings, Fault> {
        let staff = staff(self.reader()).await?;
        Ok(Surroundings::of(rules, code, day, &staff))
    }
}
