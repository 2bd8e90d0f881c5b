#include "deploy/compose/model/model_parts.h"

namespace fairlead::compose {
namespace {

using namespace rules;

// --- build, depends_on, healthcheck, ports
constexpr Rule text_or_boolean{.allows = allows::text | allows::boolean};
constexpr Member build_members[] = {
    {"context", &text},
    {"dockerfile", &text},
    {"dockerfile_inline", &text},
    {"entitlements", &texts, Type::texts},
    {"args", &pairs, Type::environment},
    {"provenance", &text_or_boolean},
    {"sbom", &text_or_boolean},
    {"ssh", &pairs, Type::ssh},
    {"labels", &pairs, Type::labels},
    {"cache_from", &texts, Type::one_or_more},
    {"cache_to", &texts, Type::one_or_more},
    {"no_cache", &boolean_or_text, Type::boolean},
    {"no_cache_filter", &text_or_set, Type::one_or_more},
    {"additional_contexts", &pairs, Type::mapping},
    {"pull", &boolean_or_text, Type::boolean},
    {"extra_hosts", &hosts, Type::hosts},
    {"isolation", &text},
    {"network", &text},
    {"target", &text},
    {"secrets", &file_mounts, Type::records},
    {"shm_size", &integer_or_text, Type::bytes},
    {"tags", &texts, Type::one_or_more},
    {"ulimits", &ulimits, Type::record_map},
    {"platforms", &texts, Type::one_or_more},
    {"privileged", &boolean_or_text, Type::boolean},
};
constexpr Record build_record{.first = build_members};
constexpr Rule build_rule{.allows = allows::object | allows::text, .record = &build_record};

constexpr Rule condition{.allows = allows::text,
                         .words = "service_started|service_healthy|service_completed_successfully"};
constexpr Member dependency_members[] = {{"condition", &condition},
                                         {"restart", &boolean_or_text, Type::boolean},
                                         {"required", &boolean, Type::boolean, Shown::always}};
constexpr Record dependency_record{.first = dependency_members, .required = "condition"};
constexpr Rule dependency_rule{.allows = allows::object, .record = &dependency_record};
constexpr Rule dependencies_rule{.allows = allows::list | allows::object,
                                 .items = &text,
                                 .is_set = true,
                                 .values = &dependency_rule,
                                 .names = Names::entity};

constexpr Member health_members[] = {{"test", &text_or_list, Type::test},
                                     {"timeout", &text, Type::duration, Shown::given},
                                     {"interval", &text, Type::duration, Shown::given},
                                     {"retries", &number_or_text, Type::integer, Shown::given},
                                     {"start_period", &text, Type::duration, Shown::given},
                                     {"start_interval", &text, Type::duration, Shown::given},
                                     {"disable", &boolean_or_text, Type::boolean}};
constexpr Record health_record{.first = health_members};
constexpr Rule health_rule{.allows = allows::object, .record = &health_record};

constexpr Member port_members[] = {
    {"name", &text},
    {"mode", &text},
    {"host_ip", &text},
    {"target", &integer_or_text, Type::integer},
    {"published", &integer_or_text},
    {"protocol", &text},
    {"app_protocol", &text},
};
constexpr Record port_record{.first = port_members};
constexpr Rule port_rule{.allows = allows::number | allows::text | allows::object,
                         .record = &port_record};
constexpr Rule ports_rule{.allows = allows::list, .items = &port_rule, .is_set = true};

constexpr Member workload[] = {
    {"build", &build_rule, Type::record, Shown::given},
    {"depends_on", &dependencies_rule, Type::record_map},
    {"expose", &number_or_text_set, Type::printed},
    {"healthcheck", &health_rule, Type::record, Shown::given},
    {"ports", &ports_rule, Type::records},
    {"stdin_open", &boolean_or_text, Type::boolean},
    {"tty", &boolean_or_text, Type::boolean},
};

// --- deploy
constexpr Rule order{.allows = allows::text, .words = "start-first|stop-first"};
constexpr Member update_members[] = {{"parallelism", &integer_or_text, Type::integer, Shown::given},
                                     {"delay", &text, Type::duration},
                                     {"failure_action", &text},
                                     {"monitor", &text, Type::duration},
                                     {"max_failure_ratio", &number_or_text, Type::number},
                                     {"order", &order}};
constexpr Record update_record{.first = update_members};
constexpr Rule update_rule{.allows = allows::object, .record = &update_record};

constexpr Member discrete_members[] = {{"kind", &text, Type::text, Shown::always},
                                       {"value", &number_or_text, Type::integer, Shown::always}};
constexpr Record discrete_record{.first = discrete_members};
constexpr Rule discrete_rule{.allows = allows::object, .record = &discrete_record};
constexpr Member generic_members[] = {
    {"discrete_resource_spec", &discrete_rule, Type::record, Shown::given}};
constexpr Record generic_record{.first = generic_members};
constexpr Rule generic_rule{.allows = allows::object, .record = &generic_record};
constexpr Rule generic_rules{.allows = allows::list, .items = &generic_rule};

constexpr Member limits_members[] = {{"cpus", &number_or_text, Type::cpus},
                                     {"memory", &text, Type::bytes},
                                     {"pids", &integer_or_text, Type::integer}};
constexpr Record limits_record{.first = limits_members};
constexpr Rule limits_rule{.allows = allows::object, .record = &limits_record};
constexpr Member reservations_members[] = {{"cpus", &number_or_text, Type::cpus},
                                           {"memory", &text, Type::bytes},
                                           {"devices", &device_requests, Type::records},
                                           {"generic_resources", &generic_rules, Type::records}};
constexpr Record reservations_record{.first = reservations_members};
constexpr Rule reservations_rule{.allows = allows::object, .record = &reservations_record};
constexpr Member resources_members[] = {
    {"limits", &limits_rule, Type::record, Shown::given},
    {"reservations", &reservations_rule, Type::record, Shown::given}};
constexpr Record resources_record{.first = resources_members};
constexpr Rule resources_rule{.allows = allows::object, .record = &resources_record};

constexpr Member restart_members[] = {
    {"condition", &text},
    {"delay", &text, Type::duration, Shown::given},
    {"max_attempts", &integer_or_text, Type::integer, Shown::given},
    {"window", &text, Type::duration, Shown::given}};
constexpr Record restart_record{.first = restart_members};
constexpr Rule restart_rule{.allows = allows::object, .record = &restart_record};
constexpr Member spread_members[] = {{"spread", &text}};
constexpr Record spread_record{.first = spread_members};
constexpr Rule spread_rule{.allows = allows::object, .record = &spread_record};
constexpr Rule spread_rules{.allows = allows::list, .items = &spread_rule};
constexpr Member placement_members[] = {{"constraints", &texts, Type::texts},
                                        {"preferences", &spread_rules, Type::records},
                                        {"max_replicas_per_node", &integer_or_text, Type::integer}};
constexpr Record placement_record{.first = placement_members};
constexpr Rule placement_rule{.allows = allows::object, .record = &placement_record};

constexpr Member deploy_members[] = {
    {"mode", &text},
    {"replicas", &integer_or_text, Type::integer, Shown::given},
    {"labels", &pairs, Type::labels},
    {"update_config", &update_rule, Type::record, Shown::given},
    {"rollback_config", &update_rule, Type::record, Shown::given},
    {"resources", &resources_rule, Type::record, Shown::always},
    {"restart_policy", &restart_rule, Type::record, Shown::given},
    {"placement", &placement_rule, Type::record, Shown::always},
    {"endpoint_mode", &text},
};
constexpr Record deploy_record{.first = deploy_members};
constexpr Rule deploy_rule{.allows = allows::object | allows::null, .record = &deploy_record};

// --- what runs beside: hooks, develop
constexpr Member hook_members[] = {{"command", &command, Type::command, Shown::always},
                                   {"user", &text},
                                   {"privileged", &boolean_or_text, Type::boolean},
                                   {"working_dir", &text},
                                   {"environment", &pairs, Type::environment}};
constexpr Record hook_record{.first = hook_members, .required = "command"};
constexpr Rule hook_rule{.allows = allows::object, .record = &hook_record};
constexpr Rule hooks_rule{.allows = allows::list, .items = &hook_rule};

constexpr Rule action{.allows = allows::text,
                      .words = "rebuild|sync|restart|sync+restart|sync+exec"};
constexpr Member watch_members[] = {{"path", &text, Type::text, Shown::always},
                                    {"action", &action, Type::text, Shown::always},
                                    {"target", &text},
                                    {"exec", &hook_rule, Type::record, Shown::always},
                                    {"include", &text_or_set, Type::texts},
                                    {"ignore", &text_or_set, Type::texts},
                                    {"initial_sync", &boolean, Type::boolean}};
constexpr Record watch_record{.first = watch_members, .required = "path|action"};
constexpr Rule watch_rule{.allows = allows::object, .record = &watch_record};
constexpr Rule watch_rules{.allows = allows::list, .items = &watch_rule};
constexpr Member develop_members[] = {{"watch", &watch_rules, Type::records}};
constexpr Record develop_record{.first = develop_members};
constexpr Rule develop_rule{.allows = allows::object | allows::null, .record = &develop_record};

}  // namespace

std::span<const Member> workload_members() { return workload; }

// --- a service
namespace {

constexpr Rule option_value{.allows = allows::text | allows::number | allows::boolean};
constexpr Rule option_values{
    .allows = allows::text | allows::number | allows::boolean | allows::list,
    .items = &option_value};
constexpr Rule provider_options{.allows = allows::object, .values = &option_values};
constexpr Member provider_members[] = {{"type", &text},
                                       {"options", &provider_options, Type::lists}};
constexpr Record provider_record{.first = provider_members, .required = "type"};
constexpr Rule provider_rule{.allows = allows::object, .record = &provider_record};

constexpr Member extends_members[] = {{"file", &text}, {"service", &text}};
constexpr Record extends_record{.first = extends_members, .takes_x = false, .required = "service"};
constexpr Rule extends_rule{.allows = allows::object | allows::text, .record = &extends_record};

constexpr Member before_members[] = {{"per_replica", &boolean_or_text, Type::boolean}};
const Record before_record{.first = container_members(), .second = before_members};
const Rule before_rule{.allows = allows::object, .record = &before_record};
const Rule before_rules{.allows = allows::list, .items = &before_rule};

const Member service_members[] = {
    {"profiles", &text_set, Type::texts},
    {"deploy", &deploy_rule, Type::record, Shown::given},
    {"develop", &develop_rule, Type::record, Shown::given},
    {"restart", &text},
    {"scale", &integer_or_text, Type::integer, Shown::given},
    {"attach", &boolean_or_text, Type::boolean, Shown::given},
    {"container_name", &text},
    {"provider", &provider_rule, Type::record, Shown::given},
    {"extends", &extends_rule, Type::record, Shown::given},
    {"external_links", &text_set, Type::texts},
    {"links", &text_set, Type::texts},
    {"pre_start", &before_rules, Type::records},
    {"post_start", &hooks_rule, Type::records},
    {"pre_stop", &hooks_rule, Type::records},
};

}  // namespace

std::span<const Member> service_members_alone() { return service_members; }

}  // namespace fairlead::compose
