#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule_run.h"
#include "wiring/candidates.h"
#include "wiring/reach.h"

namespace fairlead {

/// A finding at a place of an endpoint, with the workload that would connect.
Finding& report_endpoint(RuleRun& run, const Endpoint& endpoint, Span at, std::string message);

/// Whether DNS was asked for the endpoint's host and knows what becomes of it.
bool decided_by_dns(const RuleRun& run, const Endpoint& endpoint);

/// "namespace `x`", or where none is known "the same namespace".
std::string namespace_words(std::string_view namespace_name);
/// "Redis data" for a role, or "" for one that says nothing.
std::string role_note(Role role);
/// "6379 (Redis data) and 26379 (a Sentinel)".
std::string offer_words(const std::vector<ServiceFacts>& services);

/// The host with another Service's name, in the form in which the endpoint names its own:
/// `b.ns.svc.cluster.local` where `a.ns.svc.cluster.local` is written.
std::string renamed_host(const Endpoint& endpoint, const ServiceName& reading,
                         std::string_view name);

/// Adds what could have been meant: help, a label at the likeliest Service, and a fix where only
/// one can have been.
void suggest(Finding& finding, const Endpoint& endpoint, const ServiceName& reading,
             const std::vector<Candidate>& candidates);

}  // namespace fairlead
