#include <array>

#include "deploy/compose/model/model_parts.h"
#include "deploy/compose/model/model_rules.h"

namespace fairlead::compose {
namespace {

using namespace rules;

// --- blkio_config
constexpr Member limit_members[] = {{"path", &text, Type::text, Shown::always, "Path"},
                                    {"rate", &integer_or_text, Type::bytes, Shown::always, "Rate"}};
constexpr Record limit_record{.first = limit_members, .takes_x = false};
constexpr Rule limit_rule{.allows = allows::object, .record = &limit_record};
constexpr Rule limit_rules{.allows = allows::list, .items = &limit_rule};
constexpr Member weight_members[] = {
    {"path", &text, Type::text, Shown::always, "Path"},
    {"weight", &integer_or_text, Type::integer, Shown::always, "Weight"}};
constexpr Record weight_record{.first = weight_members, .takes_x = false};
constexpr Rule weight_rule{.allows = allows::object, .record = &weight_record};
constexpr Rule weight_rules{.allows = allows::list, .items = &weight_rule};
constexpr Member blkio_members[] = {{"weight", &integer_or_text, Type::integer},
                                    {"weight_device", &weight_rules, Type::records},
                                    {"device_read_bps", &limit_rules, Type::records},
                                    {"device_read_iops", &limit_rules, Type::records},
                                    {"device_write_bps", &limit_rules, Type::records},
                                    {"device_write_iops", &limit_rules, Type::records}};
constexpr Record blkio_record{.first = blkio_members, .takes_x = false};
constexpr Rule blkio_rule{.allows = allows::object, .record = &blkio_record};

// --- credential_spec, devices, env_file, logging
constexpr Member credential_members[] = {{"config", &text}, {"file", &text}, {"registry", &text}};
constexpr Record credential_record{.first = credential_members};
constexpr Rule credential_rule{.allows = allows::object, .record = &credential_record};

constexpr Member device_members[] = {{"source", &text}, {"target", &text}, {"permissions", &text}};
constexpr Record device_record{.first = device_members, .required = "source"};
constexpr Rule device_rule{.allows = allows::object | allows::text, .record = &device_record};
constexpr Rule devices_rule{.allows = allows::list, .items = &device_rule};

constexpr Member env_file_members[] = {{"path", &text},
                                       {"required", &boolean_or_text, Type::boolean, Shown::denied},
                                       {"format", &text}};
constexpr Record env_file_record{.first = env_file_members, .takes_x = false, .required = "path"};
constexpr Rule env_file_rule{.allows = allows::object | allows::text, .record = &env_file_record};
constexpr Rule env_files_rule{.allows = allows::list | allows::text, .items = &env_file_rule};

constexpr Rule log_option{.allows = allows::text | allows::number | allows::null};
constexpr Rule log_options{.allows = allows::object, .values = &log_option};
constexpr Member logging_members[] = {{"driver", &text}, {"options", &log_options, Type::options}};
constexpr Record logging_record{.first = logging_members};
constexpr Rule logging_rule{.allows = allows::object, .record = &logging_record};

// --- models, networks
constexpr Member model_members[] = {{"endpoint_var", &text}, {"model_var", &text}};
constexpr Record model_record{.first = model_members};
constexpr Rule model_rule{.allows = allows::object | allows::null, .record = &model_record};
constexpr Rule models_rule{.allows = allows::list | allows::object,
                           .items = &text,
                           .is_set = true,
                           .values = &model_rule,
                           .names = Names::entity_open};

constexpr Member network_members[] = {
    {"aliases", &text_set, Type::texts},
    {"driver_opts", &option_map, Type::options},
    {"gw_priority", &number, Type::integer},
    {"interface_name", &text},
    {"ipv4_address", &text},
    {"ipv6_address", &text},
    {"link_local_ips", &text_set, Type::texts},
    {"mac_address", &text},
    {"priority", &number, Type::integer},
    {"use_service_name_alias", &boolean_or_text, Type::boolean, Shown::given}};
constexpr Record network_record{.first = network_members};
constexpr Rule network_rule{.allows = allows::object | allows::null, .record = &network_record};
constexpr Rule networks_rule{.allows = allows::list | allows::object,
                             .items = &text,
                             .is_set = true,
                             .values = &network_rule,
                             .names = Names::entity};

// --- volumes
constexpr Rule volume_type{.allows = allows::text,
                           .words = "bind|volume|tmpfs|cluster|npipe|image"};
constexpr Rule selinux{.allows = allows::text, .words = "z|Z"};
constexpr Rule recursive{.allows = allows::text, .words = "enabled|disabled|writable|readonly"};
constexpr Member bind_members[] = {
    {"selinux", &selinux},
    {"propagation", &text},
    {"create_host_path", &boolean_or_text, Type::boolean, Shown::denied},
    {"recursive", &recursive}};
constexpr Record bind_record{.first = bind_members};
constexpr Rule bind_rule{.allows = allows::object, .record = &bind_record};
constexpr Member volume_part_members[] = {{"labels", &pairs, Type::mapping},
                                          {"nocopy", &boolean_or_text, Type::boolean},
                                          {"subpath", &text}};
constexpr Record volume_part_record{.first = volume_part_members};
constexpr Rule volume_part_rule{.allows = allows::object, .record = &volume_part_record};
constexpr Rule tmpfs_size{.allows = allows::integer | allows::text, .least = 0};
constexpr Member tmpfs_members[] = {{"size", &tmpfs_size, Type::bytes},
                                    {"mode", &number_or_text, Type::integer}};
constexpr Record tmpfs_record{.first = tmpfs_members};
constexpr Rule tmpfs_rule{.allows = allows::object, .record = &tmpfs_record};
constexpr Member image_members[] = {{"subpath", &text}};
constexpr Record image_record{.first = image_members};
constexpr Rule image_rule{.allows = allows::object, .record = &image_record};
constexpr Member volume_members[] = {{"type", &volume_type},
                                     {"source", &text},
                                     {"target", &text},
                                     {"read_only", &boolean_or_text, Type::boolean},
                                     {"consistency", &text},
                                     {"bind", &bind_rule, Type::record, Shown::given},
                                     {"volume", &volume_part_rule, Type::record, Shown::given},
                                     {"tmpfs", &tmpfs_rule, Type::record, Shown::given},
                                     {"image", &image_rule, Type::record, Shown::given}};
constexpr Record volume_record{.first = volume_members, .required = "type"};
constexpr Rule volume_rule{.allows = allows::object | allows::text, .record = &volume_record};
constexpr Rule volumes_rule{.allows = allows::list, .items = &volume_rule, .is_set = true};

// --- all of them
constexpr Rule cgroup{.allows = allows::text, .words = "host|private"};
constexpr Rule cpu_count{.allows = allows::integer | allows::text, .least = 0};
constexpr Rule cpu_percent{.allows = allows::integer | allows::text, .least = 0, .most = 100};
constexpr Rule oom_score{.allows = allows::integer | allows::text, .least = -1000, .most = 1000};
constexpr Rule umask{
    .allows = allows::integer | allows::text | allows::null, .least = 0, .most = 4294967295.0};
constexpr Rule storage{.allows = allows::object};

constexpr Member container[] = {
    {"annotations", &pairs, Type::mapping},
    {"blkio_config", &blkio_rule, Type::record, Shown::given},
    {"cap_add", &text_set, Type::texts},
    {"cap_drop", &text_set, Type::texts},
    {"cgroup_parent", &text},
    {"cgroup", &cgroup},
    {"cpu_count", &cpu_count, Type::integer},
    {"cpu_percent", &cpu_percent, Type::number},
    {"cpu_period", &number_or_text, Type::integer},
    {"cpu_quota", &number_or_text, Type::integer},
    {"cpu_rt_period", &number_or_text, Type::integer},
    {"cpu_rt_runtime", &number_or_text, Type::integer},
    {"cpus", &number_or_text, Type::number},
    {"cpuset", &text},
    {"cpu_shares", &number_or_text, Type::integer},
    {"command", &command, Type::command, Shown::always},
    {"configs", &file_mounts, Type::records},
    {"credential_spec", &credential_rule, Type::record, Shown::given},
    {"device_cgroup_rules", &text_set, Type::texts},
    {"devices", &devices_rule, Type::records},
    {"dns", &text_or_set, Type::one_or_more},
    {"dns_opt", &text_set, Type::texts},
    {"dns_search", &text_or_set, Type::one_or_more},
    {"domainname", &text},
    {"entrypoint", &command, Type::command, Shown::always},
    {"environment", &pairs, Type::environment},
    {"env_file", &env_files_rule, Type::records},
    {"extra_hosts", &hosts, Type::hosts},
    {"group_add", &number_or_text_set, Type::texts},
    {"gpus", &gpus, Type::records},
    {"hostname", &text},
    {"image", &text},
    {"init", &boolean_or_text, Type::boolean, Shown::given},
    {"ipc", &text},
    {"isolation", &text},
    {"labels", &pairs, Type::labels},
    {"label_file", &text_or_list, Type::texts},
    {"logging", &logging_rule, Type::record, Shown::given},
    {"mem_limit", &number_or_text, Type::bytes},
    {"mem_reservation", &integer_or_text, Type::bytes},
    {"memswap_limit", &number_or_text, Type::bytes},
    {"mem_swappiness", &integer_or_text, Type::bytes},
    {"mac_address", &text},
    {"models", &models_rule, Type::record_map},
    {"network_mode", &text},
    {"networks", &networks_rule, Type::record_map},
    {"oom_kill_disable", &boolean_or_text, Type::boolean},
    {"oom_score_adj", &oom_score, Type::integer},
    {"pid", &text_or_null},
    {"pids_limit", &number_or_text, Type::integer},
    {"platform", &text},
    {"privileged", &boolean_or_text, Type::boolean},
    {"pull_policy", &pull_policy},
    {"pull_refresh_after", &text},
    {"read_only", &boolean_or_text, Type::boolean},
    {"runtime", &text},
    {"secrets", &file_mounts, Type::records},
    {"security_opt", &text_set, Type::texts},
    {"shm_size", &number_or_text, Type::bytes},
    {"stop_grace_period", &text, Type::duration, Shown::given},
    {"stop_signal", &text},
    {"storage_opt", &storage, Type::text_map},
    {"sysctls", &pairs, Type::mapping},
    {"tmpfs", &text_or_set, Type::one_or_more},
    {"ulimits", &ulimits, Type::record_map},
    {"umask", &umask, Type::integer, Shown::given},
    {"use_api_socket", &boolean, Type::boolean},
    {"user", &text},
    {"userns_mode", &text},
    {"uts", &text},
    {"volumes", &volumes_rule, Type::records},
    {"volumes_from", &text_set, Type::texts},
    {"working_dir", &text},
};

}  // namespace

std::span<const Member> container_members() { return container; }

}  // namespace fairlead::compose
