//! The socket: loopback alone, few connections, none of which may hold up the others.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::desk::Desk;
use crate::guard::{guard, plain};
use crate::pace::paced;
use crate::session::Door;
use crate::{ServeError, Settings, adding, assets, deciding, handing, pages};

/// How many connections are held; a new one takes the place of the one that has been idle for longest.
const CONNECTIONS: usize = 400;

/// How long a head of a request may take to come, and how long a connection may rest.
const HEAD: Duration = Duration::from_secs(10);

/// How long a whole request may take, its body included.
const WHOLE: Duration = Duration::from_secs(60);

/// How many bytes a head may have.
const HEAD_BYTES: usize = 64 << 10;

/// How many bytes a body may have: the largest file that is read, and room for its wrapping.
const BODY_BYTES: usize = (64 << 20) + (1 << 20);

/// The pages behind their guard.
pub fn router(desk: Arc<Desk>, door: &Door) -> Router {
    Router::new()
        .route("/enter", get(handing::enter).with_state(door.clone()))
        .route("/assets/{name}", get(assets::asset))
        .route("/sources/{id}/original", get(handing::original))
        .route("/export/{form}", get(handing::export))
        .route("/add", get(pages::answer).post(adding::add))
        .route("/add/example", post(adding::example))
        .route("/review/{what}", post(deciding::decide))
        .fallback(get(pages::answer))
        .method_not_allowed_fallback(async || {
            plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET is answered here.")
        })
        .with_state(desk)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn(paced))
        .layer(from_fn(within))
        .layer(from_fn_with_state(door.clone(), guard))
}

/// Ends a request that takes too long.
async fn within(request: Request, next: Next) -> Response {
    match tokio::time::timeout(WHOLE, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => plain(StatusCode::REQUEST_TIMEOUT, "This took too long."),
    }
}

/// Serves the pages until the program ends; `say` gets each launch link.
///
/// # Errors
/// Where the casebook cannot be opened or the port is taken.
pub fn serve(
    settings: Settings,
    port: u16,
    say: impl Fn(&str) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let desk = Arc::new(Desk::new(settings)?);
    let refused = |why| ServeError::Listen { port, why };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(8)
        .build()
        .map_err(refused)?;
    runtime.block_on(async move {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        let door = Door::new(port, say)?;
        accept(&listener, &router(desk, &door)).await;
        Ok(())
    })
}

async fn accept(listener: &TcpListener, router: &Router) {
    let mut held: VecDeque<Held> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // no more files may be open: wait for some to close
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        held.retain(|h| !h.task.is_finished());
        if held.len() >= CONNECTIONS {
            let idle = held.iter().position(|h| !h.busy.load(Ordering::Relaxed)).unwrap_or(0);
            if let Some(oldest) = held.remove(idle) {
                oldest.task.abort();
            }
        }
        let busy = Arc::new(AtomicBool::new(false));
        let mark = Arc::clone(&busy);
        let service = router.clone().layer(from_fn(move |request: Request, next: Next| {
            let mark = Arc::clone(&mark);
            async move {
                mark.store(true, Ordering::Relaxed);
                let answer = next.run(request).await;
                mark.store(false, Ordering::Relaxed);
                answer
            }
        }));
        let task = tokio::spawn(async move {
            let mut server = http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
            let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
            // a client that goes away is no news
            drop(connection.await);
        });
        held.push_back(Held { task: task.abort_handle(), busy });
    }
}

/// A connection, and whether a request of it is being answered.
struct Held {
    task: AbortHandle,
    busy: Arc<AtomicBool>,
}
