#pragma once
#include "deploy/compose/model/model_rules.h"

namespace fairlead::compose {

/// What services, jobs, and what runs before a service have in common.
std::span<const Member> container_members();
/// What services and jobs have in common.
std::span<const Member> workload_members();
/// What services alone have.
std::span<const Member> service_members_alone();

namespace parts {

inline constexpr Member file_mount_members[] = {
    {"source", &rules::text},
    {"target", &rules::text},
    {"uid", &rules::text},
    {"gid", &rules::text},
    {"mode", &rules::number_or_text, Type::mode, Shown::given}};
inline constexpr Record file_mount{.first = file_mount_members};

inline constexpr Member device_request_members[] = {{"capabilities", &rules::text_set, Type::texts},
                                                    {"driver", &rules::text},
                                                    {"count", &rules::integer_or_text, Type::count},
                                                    {"device_ids", &rules::text_set, Type::texts},
                                                    {"options", &rules::pairs, Type::mapping}};
inline constexpr Record device_request{.first = device_request_members, .required = "capabilities"};
/// Of `gpus`, where anything else may stand as well.
inline constexpr Record gpu_request{.first = device_request_members, .is_closed = false};

inline constexpr Member limit_members[] = {{"soft", &rules::integer_or_text, Type::integer},
                                           {"hard", &rules::integer_or_text, Type::integer}};
inline constexpr Record limit{.first = limit_members, .required = "soft|hard"};

}  // namespace parts

namespace rules {

inline constexpr Rule file_mount{.allows = allows::object | allows::text,
                                 .record = &parts::file_mount};
inline constexpr Rule file_mounts{.allows = allows::list, .items = &file_mount};
inline constexpr Rule device_request{.allows = allows::object, .record = &parts::device_request};
inline constexpr Rule device_requests{.allows = allows::list, .items = &device_request};
inline constexpr Rule gpu{.allows = allows::object, .record = &parts::gpu_request};
inline constexpr Rule gpus{.allows = allows::list | allows::text, .items = &gpu, .words = "all"};
inline constexpr Rule limit{.allows = allows::integer | allows::text | allows::object,
                            .record = &parts::limit};
inline constexpr Rule ulimits{
    .allows = allows::object, .values = &limit, .names = Names::limit_open};
/// `every_` with a duration stands for all of these.
inline constexpr Rule pull_policy{
    .allows = allows::text,
    .words = "always|never|build|if_not_present|missing|refresh|daily|weekly|every_*"};

}  // namespace rules
}  // namespace fairlead::compose
