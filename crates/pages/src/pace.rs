//! The pace that a body must keep: whoever sends a byte now and then holds up nobody for long.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// How long a stretch is, and how many bytes must come in each: no program on this machine is slower.
const STRETCH: Duration = Duration::from_secs(5);
const LEAST: usize = 64 << 10;

/// A body that ends with an error where it comes too slowly.
struct Paced {
    body: Body,
    came: usize,
    /// From the first time that somebody wants to read it.
    stretch: Option<Pin<Box<Sleep>>>,
}

/// Sets the pace of a request's body.
pub(crate) async fn paced(request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(Paced { body, came: 0, stretch: None }))).await
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Paced { body, came, stretch } = &mut *self;
        let stretch = stretch.get_or_insert_with(|| Box::pin(sleep(STRETCH)));
        while stretch.as_mut().poll(cx).is_ready() {
            if *came < LEAST {
                return Poll::Ready(Some(Err("the body comes too slowly".into())));
            }
            *came = 0;
            stretch.as_mut().reset(Instant::now() + STRETCH);
        }
        let frame = ready!(Pin::new(body).poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            *came += frame.data_ref().map_or(0, Bytes::len);
        }
        Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    /// A body that gives one piece whenever it is asked, each after a while.
    struct Dripping {
        piece: usize,
        left: usize,
        wait: Duration,
        now: Pin<Box<Sleep>>,
    }

    impl HttpBody for Dripping {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            ready!(self.now.as_mut().poll(cx));
            if self.left == 0 {
                return Poll::Ready(None);
            }
            self.left -= 1;
            let wait = self.wait;
            self.now.as_mut().reset(Instant::now() + wait);
            Poll::Ready(Some(Ok(Frame::data(Bytes::from(vec![b'a'; self.piece])))))
        }
    }

    async fn read(piece: usize, left: usize, wait: Duration) -> Result<usize, String> {
        let body = Body::new(Dripping { piece, left, wait, now: Box::pin(sleep(wait)) });
        let paced = Body::new(Paced { body, came: 0, stretch: None });
        paced.collect().await.map(|all| all.to_bytes().len()).map_err(|e| e.to_string())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_is_let_go() {
        let began = Instant::now();
        let second = Duration::from_secs(1);
        assert_eq!(read(1, 1_000, second).await, Err("the body comes too slowly".to_owned()));
        assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
        // a steady one may take longer than a stretch, and a small one that comes at once needs none
        assert_eq!(read(32 << 10, 20, second).await, Ok(20 * (32 << 10)));
        assert_eq!(read(10, 1, Duration::from_millis(1)).await, Ok(10));
    }
}
