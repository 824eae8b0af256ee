//! A bundle is opened: its number, its key, its first events, its files, and the dossiers of the
//! children of ours that start with it.

use domain::bundle::check::SoundKind;
use domain::bundle::event::BundleEvent;
use domain::bundle::filing::Filing;
use domain::bundle::kind::SettledBy;
use domain::bundle::rights::{BundleAct, may};
use domain::bundle::running::{BundleRefusal, Running};
use domain::bundle::state::Bundle;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::decide::numbering;
use domain::dossier::event::{FileFacts, HandedForm};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::bundles::children::Held;
use crate::bundles::record;
use crate::bundles::write::{Decided, Keeping, Written, keep, numbered};
use crate::bundles::{BundleDone, BundleNotDone, BundleWrite};
use crate::fault::{Doing as _, Fault};
use crate::keys::DataKey;
use crate::personal;
use crate::rows::{bundle as head, file};
use crate::{Shared, numbers, rulebook};

pub(super) async fn open(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &BundleWrite,
    (kind, filing): (&SoundKind, &Filing),
) -> Written<BundleDone> {
    let rules = rulebook::current(conn, shared).await?;
    let refused = |why| Ok(Err(BundleNotDone::Refused(why)));
    let desk = match filing.desk(kind, &rules, write.now) {
        Ok(desk) => desk,
        Err(why) => return refused(why),
    };
    let act = BundleAct::Open(filing.channel);
    if !may(&write.actor, act, &desk, &rules.organisation) {
        return refused(BundleRefusal::NotYours);
    }
    if let Err(why) = filing.check(kind, &rules, write.now) {
        return refused(why);
    }
    if !record::keep_kind(conn, kind).await? {
        return refused(BundleRefusal::OtherKind);
    }
    let code = match numbering(&rules, &desk, write.now) {
        Ok((agency, day)) => {
            let number = numbers::next(conn, &agency, day).await?;
            DossierCode::issue(&agency, day, number)
        }
        Err(why) => return refused(BundleRefusal::NotNumbered(why)),
    };
    let running = Running {
        kind,
        now: write.now,
        calendar: rules.calendar_for(&desk, write.now.today()),
    };
    let opened = filing.opened(kind, code.clone(), desk.clone());
    let events = match running.open(opened) {
        Ok(events) => events,
        Err(why) => return refused(why),
    };
    let key = DataKey::fresh();
    let head = head::Model {
        id: write.id,
        code: code.as_str().to_owned(),
        kind: kind.kind().key.clone(),
        version: i64::from(kind.kind().version),
        last_number: 0,
        typed_secret_hash: shared
            .keys
            .lookup_hash("typed_secret", &filing.secret.value.typed),
        long_secret_hash: shared
            .keys
            .lookup_hash("long_secret", &filing.secret.value.long),
        key_id: shared.keys.id.clone(),
        wrapped_key: Some(shared.keys.wrap(&key, write.id)),
    };
    head::Entity::insert(head.clone().into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("opening a bundle")?;
    personal::write(conn, &key, write.id, filing.personal_rows()).await?;
    crate::drafts::empty(conn, write.id).await?;
    if let Err(missing) = attach(conn, write.id, filing).await? {
        return Ok(Err(missing));
    }
    let bundle = told(&events, write.now).ok_or_else(|| Fault::damaged("opening events"))?;
    let held = Held {
        bundle: &bundle,
        kind,
        personal: &personal::read(conn, &key, write.id).await?,
        rules: &rules,
        now: write.now,
    };
    let registered = match open_children(conn, shared, held).await? {
        Ok(registered) => registered,
        Err(not) => return Ok(Err(not)),
    };
    let decided = Decided::from([events, registered].concat());
    keep(
        conn,
        shared,
        write,
        Keeping::fresh(&head, kind, &rules),
        decided,
    )
    .await
}

/// The dossiers of the children of ours that start with the whole.
async fn open_children(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    held: Held<'_>,
) -> Written<Vec<BundleEvent>> {
    let mut registered = Vec::new();
    for (key, _) in held.bundle.running() {
        let child = held.kind.child(key);
        if child.is_none_or(|child| child.settled_by != SettledBy::Ours) {
            continue;
        }
        match held.open_child(conn, shared, key).await? {
            Ok(code) => registered.push(BundleEvent::ChildRegistered {
                child: key.clone(),
                number: code.as_str().to_owned(),
            }),
            Err(not) => return Ok(Err(not)),
        }
    }
    Ok(Ok(registered))
}

fn told(events: &[BundleEvent], now: Now) -> Option<Bundle> {
    Bundle::told_by(&numbered(events.to_vec(), 0, now))
}

/// The files of the papers belong to the bundle from now on; its children name them too.
async fn attach(conn: &impl ConnectionTrait, bundle: Uuid, filing: &Filing) -> Written<()> {
    let files: Vec<&FileFacts> = filing
        .papers
        .iter()
        .filter_map(|paper| match &paper.form {
            HandedForm::File(file) => Some(file),
            HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => None,
        })
        .collect();
    for facts in files {
        let free = file::Column::Dossier.is_null();
        let attached = file::Entity::update_many()
            .col_expr(file::Column::Dossier, Expr::value(bundle))
            .filter(file::Column::Id.eq(facts.id))
            .filter(free.or(file::Column::Dossier.eq(bundle)))
            .filter(file::Column::Sha256.eq(facts.sha256.as_str()))
            .exec(conn)
            .await
            .doing("attaching a file")?;
        if attached.rows_affected == 0 {
            return Ok(Err(BundleNotDone::NoSuchFile(facts.id)));
        }
    }
    Ok(Ok(()))
}
