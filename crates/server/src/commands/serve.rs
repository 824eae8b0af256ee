//! `motcua serve`: opens the port first, then does what can wait.

use std::future::IntoFuture as _;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use clap::Args;
use documents::Press;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use web::app::{App, Clock};
use web::page::Site;
use web::portal::Portal;

use crate::bundles::settings::PartnerSystems;
use crate::config::{DataArgs, may_listen};
use crate::notices::Telling;
use crate::notices::settings::NoticeArgs;
use crate::output::{Ended, Refused, answer, message};
use crate::portal::PortalArgs;
use crate::{bundles, claiming, demo, first_start, moving, routing as boxes, sweeping};

/// How the server runs.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua serve --demo\n  motcua serve --data /srv/motcua --public-url \
    https://motcua.example\n  motcua serve --listen 127.0.0.1:0 --demo --now 2026-03-02T09:30\n  \
    motcua serve --smtp smtp://127.0.0.1:25 --smtp-from motcua@tinh.example\n  \
    motcua serve --portal phan-chieu --national-portal https://quoc-gia.example\n\n\
    Nhật ký ra luồng lỗi, mỗi dòng một JSON; đặt mức bằng biến MOTCUA_LOG, ví dụ MOTCUA_LOG=debug."
)]
pub struct ServeArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Nạp một lần tỉnh minh họa: tổ chức, thủ tục, mười tài khoản, khoảng 200 hồ sơ bịa.
    #[arg(long)]
    demo: bool,
    /// Địa chỉ và cổng; cổng 0 là cổng trống bất kỳ.
    #[arg(
        long,
        default_value = "127.0.0.1:7766",
        env = "MOTCUA_LISTEN",
        value_name = "ĐỊA CHỈ:CỔNG",
        value_parser = read_address
    )]
    listen: SocketAddr,
    #[arg(
        long,
        help = "Địa chỉ mà người dùng gõ, ví dụ https://motcua.example (mặc định: địa chỉ đang nghe)",
        env = "MOTCUA_PUBLIC_URL",
        value_name = "ĐỊA CHỈ",
        value_parser = read_public_url
    )]
    public_url: Option<String>,
    /// Chấp nhận http trần ra ngoài máy này.
    #[arg(long)]
    insecure_http: bool,
    #[command(flatten)]
    notices: NoticeArgs,
    #[command(flatten)]
    portal: PortalArgs,
    #[command(flatten)]
    systems: PartnerSystems,
}

/// How long requests under way may take once the server was told to stop.
///
/// Not law: what people wait for a page at most.
const STOP_MAX: Duration = Duration::from_secs(10);

fn read_address(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "ghi số máy và cổng, ví dụ 127.0.0.1:7766".to_owned())
}

fn read_public_url(text: &str) -> Result<String, String> {
    let url = text.trim().trim_end_matches('/');
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or_default();
    if host.is_empty() || host.contains(['/', '?', '#', ' ']) {
        return Err("ghi http:// hoặc https:// rồi đến tên máy, không có gì thêm phía sau".into());
    }
    Ok(url.to_owned())
}

/// Runs the server until it is told to stop.
pub async fn run(args: ServeArgs, clock: &Clock) -> anyhow::Result<Ended> {
    log_to_stderr();
    bear_file_limit();
    let stop = Stop::listen()?;
    let asked = public_url(&args, args.listen);
    may_listen(args.listen, &asked, args.insecure_http).map_err(Refused::because)?;
    let channels = args.notices.channels()?;
    let partners = Arc::new(args.systems.connect()?);
    let metrics = PrometheusBuilder::new()
        .install_recorder()
        .context("starting metrics")?;
    let store = super::open(&args.data).await?;
    let listener = listen(args.listen).await?;
    let public_url = public_url(&args, listener.local_addr()?);
    let first = first_start::prepare(&store, &args.data, args.demo, clock()).await?;
    if first.is_demo && channels.as_ref().is_some_and(|one| one.sms.is_some()) {
        return Err(Refused::because(
            "Dữ liệu minh họa có số điện thoại bịa, có thể trùng số của người thật. Chạy không có \
             --sms-folder.",
        ));
    }
    let app = App {
        store: store.clone(),
        press: Arc::new(Press::new()),
        site: Arc::new(Site {
            demo: first.is_demo,
            portal: args.portal.portal(),
            ..site(&store, &public_url).await?
        }),
        public_url: public_url.as_str().into(),
        partners: partners.clone(),
        clock: clock.clone(),
    };
    if let Some(secret) = first.link {
        message(&format!(
            "Đặt mật khẩu cho quản trị viên đầu tiên (đường dẫn dùng một lần, trong 60 phút): \
             {public_url}/dat-mat-khau/{secret}"
        ));
    }
    answer(&format!("Địa chỉ: {public_url}/"));
    let loading = args.demo.then(|| {
        message(&format!(
            "Tài khoản minh họa: {}",
            args.data.demo_logins().display()
        ));
        tokio::spawn(demo::load_dossiers(store.clone(), clock()))
    });
    let sweeping = tokio::spawn(sweeping::sweep_daily(store.clone(), clock.clone()));
    let claiming = tokio::spawn(claiming::claim_always(store.clone(), clock.clone()));
    let routing = tokio::spawn(boxes::empty_boxes(store.clone(), clock.clone()));
    let carrying = bundles::carry_on(store.clone(), partners, clock.clone());
    let carrying = tokio::spawn(carrying);
    let moving = tokio::spawn(moving::move_promises(store.clone(), clock.clone()));
    let telling = channels.map(|channels| {
        let public_url = public_url.as_str().into();
        Telling::start(store.clone(), channels, public_url, clock.clone())
    });
    let figures = Figures {
        store: store.clone(),
        metrics,
    };
    let router = web::router(app)
        .route(
            "/metrics",
            get(move |peer, headers| show_metrics(peer, headers, figures)),
        )
        .into_make_service_with_connect_info::<SocketAddr>();
    serve(listener, router, stop).await?;
    if let Some(loading) = loading {
        loading.abort();
    }
    sweeping.abort();
    claiming.abort();
    routing.abort();
    moving.abort();
    carrying.abort();
    if let Some(telling) = telling {
        telling.end(STOP_MAX).await;
    }
    store.close().await?;
    Ok(Ended::Done)
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AddrInUse => "đang có chương trình khác dùng",
            ErrorKind::PermissionDenied => "cần quyền quản trị máy",
            ErrorKind::AddrNotAvailable => "máy này không có địa chỉ đó",
            _ => return anyhow::Error::new(error).context(format!("mở cổng {address}")),
        };
        Refused::because(format!(
            "Không mở được cổng {address}: {why}. Chọn cổng khác bằng --listen, ví dụ --listen \
             127.0.0.1:7800"
        ))
    })
}

/// Serves until told to stop; then requests under way have a while to end.
async fn serve(
    listener: TcpListener,
    router: IntoMakeServiceWithConnectInfo<Router, SocketAddr>,
    stop: Stop,
) -> anyhow::Result<()> {
    let (tell, told) = tokio::sync::watch::channel(false);
    tokio::spawn(async move {
        stop.told().await;
        tell.send_replace(true);
    });
    let wait = |mut told: tokio::sync::watch::Receiver<bool>| async move {
        told.wait_for(|told| *told).await.ok();
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(wait(told.clone()));
    tokio::select! {
        ended = serving.into_future() => Ok(ended?),
        () = async { wait(told).await; tokio::time::sleep(STOP_MAX).await } => {
            tracing::warn!("requests that took too long were cut off");
            Ok(())
        }
    }
}

fn public_url(args: &ServeArgs, listening: SocketAddr) -> String {
    args.public_url
        .clone()
        .unwrap_or_else(|| format!("http://{listening}"))
}

async fn site(store: &store::Store, public_url: &str) -> anyhow::Result<Site> {
    let rules = store.rulebook().await?;
    let province = rules
        .organisation
        .all()
        .find(|agency| agency.parent.is_none() && agency.valid_to.is_none())
        .map_or_else(String::new, |agency| agency.name.clone());
    let host = public_url
        .split_once("://")
        .map_or(public_url, |(_, host)| host);
    Ok(Site {
        body: province,
        service: "Một Cửa".to_owned(),
        host: host.to_owned(),
        hotline: String::new(),
        demo: false,
        portal: Portal::default(),
    })
}

/// What the figures are read from.
#[derive(Clone)]
struct Figures {
    store: store::Store,
    metrics: PrometheusHandle,
}

/// Only this machine may read the figures; what a proxy on this machine hands on is somebody else's.
async fn show_metrics(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    figures: Figures,
) -> Response {
    let is_handed_on = ["forwarded", "via", "x-forwarded-for", "x-forwarded-proto"]
        .iter()
        .any(|name| headers.contains_key(*name));
    if is_handed_on || !peer.ip().is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    if let Ok(rules) = figures.store.rulebook().await {
        let version = u32::try_from(rules.version).unwrap_or(u32::MAX);
        metrics::gauge!("motcua_rulebook_version").set(f64::from(version));
    }
    figures.metrics.render().into_response()
}

fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("MOTCUA_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,motcua=info,web=info,store=info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Where the system limits how large files may grow, a write beyond it shall fail like one on a full
/// disk; without somebody who listens, the signal would end the process.
fn bear_file_limit() {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use tokio::signal::unix::{SignalKind, signal};
        const SIGXFSZ: i32 = 25;
        if let Err(error) = signal(SignalKind::from_raw(SIGXFSZ)) {
            tracing::warn!(%error, "a limit on the size of files will end this process");
        }
    }
}

/// The signals that tell a server to stop; listened for from the start, so that none is missed.
struct Stop {
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
}

impl Stop {
    #[cfg(unix)]
    fn listen() -> anyhow::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminated: signal(SignalKind::terminate()).context("listening for signals")?,
            interrupted: signal(SignalKind::interrupt()).context("listening for signals")?,
        })
    }

    #[cfg(unix)]
    async fn told(mut self) {
        tokio::select! {
            _ = self.terminated.recv() => {}
            _ = self.interrupted.recv() => {}
        }
    }

    #[cfg(not(unix))]
    fn listen() -> anyhow::Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn told(self) {
        tokio::signal::ctrl_c().await.ok();
    }
}
