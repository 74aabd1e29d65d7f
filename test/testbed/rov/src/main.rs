//! Answers questions of route origin validation with Routinator's own code.
//!
//! A line on stdin is one set of payloads with the routes to judge by it:
//! `{"vrps": [{"prefix": "203.0.113.0/24", "asn": 64496, "maxLength": 24}], "routes": [{"prefix": "…", "origin": 64496}]}`.
//! The answer is a line on stdout, a list with one `{"state": …, "matched": […], "unmatched": […]}` a route. A route whose
//! `origin` is null ends in an AS_SET: it is asked with an AS that none of the payloads names, since Routinator knows no
//! other way.

use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};
use std::str::FromStr;
use std::sync::Arc;

use routinator::payload::{PayloadInfo, PayloadSnapshot};
use routinator::slurm::ExceptionInfo;
use routinator::validity::{RouteState, RouteValidity};
use rpki::resources::addr::{MaxLenPrefix, Prefix};
use rpki::resources::Asn;
use rpki::rtr::payload::RouteOrigin;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Question {
    vrps: Vec<Vrp>,
    routes: Vec<Route>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Vrp {
    prefix: String,
    asn: u32,
    max_length: u8,
}

#[derive(Deserialize)]
struct Route {
    prefix: String,
    origin: Option<u32>,
}

#[derive(Serialize)]
struct Verdict {
    state: &'static str,
    /// The payloads that make the route valid.
    matched: Vec<Vrp>,
    /// The other ones that cover it.
    unmatched: Vec<Vrp>,
}

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut output = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let snapshot = snapshot(&question.vrps)?;
        let nobody = unused_asn(&question.vrps);
        let verdicts = question
            .routes
            .iter()
            .map(|route| judge(route, nobody, &snapshot))
            .collect::<Result<Vec<_>, _>>()?;
        serde_json::to_writer(&mut output, &verdicts)?;
        writeln!(output)?;
    }
    Ok(())
}

fn snapshot(vrps: &[Vrp]) -> Result<PayloadSnapshot, Failure> {
    let local = Arc::new(ExceptionInfo::default());
    let origins = vrps
        .iter()
        .map(|vrp| {
            let prefix = MaxLenPrefix::new(Prefix::from_str(&vrp.prefix)?, Some(vrp.max_length))?;
            let origin = RouteOrigin::new(prefix, Asn::from_u32(vrp.asn));
            Ok((origin, PayloadInfo::from(local.clone())))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(PayloadSnapshot::new(
        origins.into_iter(),
        std::iter::empty(),
        std::iter::empty(),
        None,
    ))
}

fn unused_asn(vrps: &[Vrp]) -> Asn {
    let free = (1..).find(|asn| vrps.iter().all(|vrp| vrp.asn != *asn));
    Asn::from_u32(free.expect("there are fewer payloads than AS numbers"))
}

fn judge(route: &Route, nobody: Asn, snapshot: &PayloadSnapshot) -> Result<Verdict, Failure> {
    let origin = route.origin.map_or(nobody, Asn::from_u32);
    let validity = RouteValidity::new(Prefix::from_str(&route.prefix)?, origin, snapshot);
    let state = match validity.state() {
        RouteState::Valid => "valid",
        RouteState::Invalid => "invalid",
        RouteState::NotFound => "not-found",
    };
    Ok(Verdict {
        state,
        matched: validity.matched().iter().map(described).collect(),
        unmatched: [validity.bad_asn(), validity.bad_len()]
            .concat()
            .iter()
            .map(described)
            .collect(),
    })
}

fn described((origin, _): &(RouteOrigin, &PayloadInfo)) -> Vrp {
    Vrp {
        prefix: origin.prefix.prefix().to_string(),
        asn: origin.asn.into_u32(),
        max_length: origin.prefix.resolved_max_len(),
    }
}
