#include "facts/cluster/service_links.h"

#include <gtest/gtest.h>

namespace fairlead {
namespace {

TEST(ServiceLinks, AreCalledAfterTheService) {
  for (const char* name : {"MAIL_QUEUE_SERVICE_HOST", "MAIL_QUEUE_SERVICE_PORT",
                           "MAIL_QUEUE_SERVICE_PORT_REDIS", "MAIL_QUEUE_PORT_6379_TCP_ADDR"})
    EXPECT_EQ(service_link(name, "mail-queue"), ServiceLink::value) << name;
  EXPECT_EQ(service_link("MAIL_QUEUE_PORT", "mail-queue"), ServiceLink::url);
  for (const char* name : {"MAIL_QUEUE_HOST", "MAIL_QUEUE", "QUEUE_PORT", "MAIL_QUEUES_PORT", ""})
    EXPECT_EQ(service_link(name, "mail-queue"), ServiceLink::none) << name;
}

}  // namespace
}  // namespace fairlead
