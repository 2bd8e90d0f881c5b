#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "facts/facts.h"

namespace fairlead {

/// The line of a directive that the server behind a Service of this unit is certain to run with:
/// what its container is started with (server_lines.h), an operator's customConfig, or a chart's
/// values. Null where
/// none is in view, or where several workloads may be meant.
const Directive* server_setting(const Facts& facts, const Service& service,
                                std::string_view directive);

/// The workload behind a Service of this unit, where it is one alone; else null.
const Workload* workload_behind(const Facts& facts, const Service& service);

/// Whether the server behind a Service of this unit is certain to let everybody in without a
/// password: Redis' own image, all of whose options are in view, with no password and no users.
bool asks_no_password(const Facts& facts, const Service& service);

/// Whether the server behind a Service of this unit, alone in its pod, is certain to speak no TLS.
bool speaks_no_tls(const Facts& facts, const Service& service);

/// All lines of a directive that may stand several times (`rename-command`), which the server
/// behind a Service of this unit is certain to start with; none where a script or a filled-in
/// option may change them. Not those of a customConfig, which come when the server runs.
std::vector<const Directive*> server_settings(const Facts& facts, const Service& service,
                                              std::string_view directive);

/// Whether the server behind a Service of this unit is certain to read a user's line: in its own
/// configuration or command line, or in the ACL file that it names.
bool server_reads(const Facts& facts, const Service& service, const AclUserLine& user);

/// The password that the server behind a Service asks of `default`, and where it is set.
struct AskedPassword {
  std::string text;
  Span at;
};
/// It, where it is written: after `requirepass`, or in a variable of the server's container that
/// its command line puts there. Nothing where users of an ACL may decide, or where it is not in
/// view.
std::optional<AskedPassword> asked_password(const Facts& facts, const Service& service);

}  // namespace fairlead
