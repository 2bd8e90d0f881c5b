#include "net/resolver.h"

#include <ares.h>
#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <map>

#include "base/text.h"

namespace fairlead {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Questions on their way at one time: answers to more would not fit into a socket's buffer.
constexpr std::size_t most_in_flight = 100;
/// As glibc: the rest of /etc/resolv.conf is not used.
constexpr std::size_t most_servers = 3;
/// A question is sent again when a sixth of the time is over, and once more after twice that.
constexpr int tries = 3, first_try_share = 6;
constexpr int silent_share = 3;
/// What fits into one packet on every path (the DNS Flag Day of 2020).
constexpr int edns_bytes = 1232;

std::string silence_words(const ServerAddress& server, milliseconds timeout) {
  return fmt::format("no answer from {} within {} ms", server.text(), timeout.count());
}

/// Asks one server. The callbacks of c-ares run inside its calls, on this thread.
class Exchange {
 public:
  Exchange(const ServerAddress& server, milliseconds timeout,
           std::span<const DnsQuestion> questions, std::vector<DnsAnswer>& answers)
      : server_(server), timeout_(timeout), questions_(questions), answers_(answers) {}
  ~Exchange() {
    if (channel_) ares_destroy(channel_);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// Asks the questions of these indices. What is still unknown at `end`, or at `end_if_silent`
  /// where nothing at all was heard, is `not_checked`.
  void run(std::span<const std::size_t> open, Clock::time_point end_if_silent,
           Clock::time_point end) {
    if (!start()) return fail_all(open, "the resolver cannot be started");
    slots_.reserve(open.size());
    for (const std::size_t index : open) slots_.push_back({this, index});
    std::size_t next = 0;
    while (next < slots_.size() || in_flight_ > 0) {
      for (; in_flight_ < most_in_flight && next < slots_.size(); ++next) send(slots_[next]);
      const Clock::time_point limit = heard_ ? end : std::min(end, end_if_silent);
      if (Clock::now() >= limit) break;
      if (in_flight_ > 0) wait(limit);
    }
    for (; next < slots_.size(); ++next) fail(slots_[next].index, silence_words(server_, timeout_));
    ares_cancel(channel_);
  }

  bool heard() const { return heard_; }

 private:
  struct Slot {
    Exchange* exchange;
    std::size_t index;
  };

  bool start() {
    ares_options options{};
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_NOCHECKRESP |
                    ARES_FLAG_STAYOPEN | ARES_FLAG_EDNS;
    options.timeout = std::max(1, static_cast<int>(timeout_.count()) / first_try_share);
    options.tries = tries;
    options.ednspsz = edns_bytes;
    std::string no_file = "/dev/null", dns_only = "b";
    options.resolvconf_path = no_file.data();
    options.lookups = dns_only.data();
    constexpr int given = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ |
                          ARES_OPT_RESOLVCONF | ARES_OPT_LOOKUPS;
    if (ares_init_options(&channel_, &options, given) != ARES_SUCCESS) {
      channel_ = nullptr;
      return false;
    }
    return ares_set_servers_ports_csv(channel_, server_.text().c_str()) == ARES_SUCCESS;
  }

  void send(Slot& slot) {
    const DnsQuestion& question = questions_[slot.index];
    ++in_flight_;
    ares_query(
        channel_, question.name.c_str(), 1, static_cast<int>(question.type),
        [](void* argument, int status, int, unsigned char* bytes, int size) {
          const Slot& answered = *static_cast<Slot*>(argument);
          answered.exchange->take(answered.index, status, bytes, size);
        },
        &slot);
  }

  void take(std::size_t index, int status, const unsigned char* bytes, int size) {
    --in_flight_;
    if (bytes && size > 0) {
      heard_ = true;
      answers_[index] = read_dns_answer({bytes, static_cast<std::size_t>(size)}, questions_[index]);
    } else if (status == ARES_ECONNREFUSED) {
      fail(index, fmt::format("nothing answers at {}", server_.text()));
    } else if (status == ARES_ETIMEOUT || status == ARES_ECANCELLED) {
      fail(index, silence_words(server_, timeout_));
    } else {
      fail(index, fmt::format("asking {} failed: {}", server_.text(), ares_strerror(status)));
    }
  }

  void fail(std::size_t index, std::string reason) {
    answers_[index] = {};
    answers_[index].reason = std::move(reason);
  }

  void fail_all(std::span<const std::size_t> open, const std::string& reason) {
    for (const std::size_t index : open) fail(index, reason);
  }

  /// Until something arrives, a question has to be sent again, or `limit`.
  void wait(Clock::time_point limit) {
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    const int bits = ares_getsock(channel_, sockets, ARES_GETSOCK_MAXNUM);
    pollfd polled[ARES_GETSOCK_MAXNUM];
    nfds_t count = 0;
    for (int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
      short events = 0;
      if (ARES_GETSOCK_READABLE(bits, i)) events |= POLLIN;
      if (ARES_GETSOCK_WRITABLE(bits, i)) events |= POLLOUT;
      if (events != 0) polled[count++] = {sockets[i], events, 0};
    }
    const auto left = std::chrono::ceil<milliseconds>(limit - Clock::now());
    timeval most{}, due{};
    most.tv_sec = left.count() / 1000;
    most.tv_usec = left.count() % 1000 * 1000;
    const timeval* until = ares_timeout(channel_, &most, &due);
    const auto pause = until->tv_sec * 1000 + (until->tv_usec + 999) / 1000;
    const int ready = poll(polled, count, static_cast<int>(std::max<long>(pause, 0)));
    if (ready <= 0) return ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    for (nfds_t i = 0; i < count; ++i) {
      const bool failed = polled[i].revents & (POLLERR | POLLHUP | POLLNVAL);
      const bool readable = failed || polled[i].revents & POLLIN;
      const bool writable = polled[i].revents & POLLOUT;
      ares_process_fd(channel_, readable ? polled[i].fd : ARES_SOCKET_BAD,
                      writable ? polled[i].fd : ARES_SOCKET_BAD);
    }
  }

  const ServerAddress& server_;
  milliseconds timeout_;
  std::span<const DnsQuestion> questions_;
  std::vector<DnsAnswer>& answers_;
  ares_channel channel_ = nullptr;
  std::vector<Slot> slots_;
  std::size_t in_flight_ = 0;
  bool heard_ = false;
};

class CaresResolver : public Resolver {
 public:
  CaresResolver(std::vector<ServerAddress> servers, milliseconds timeout)
      : name_(servers.front().text()),
        servers_(std::move(servers)),
        timeout_(timeout),
        left_(timeout) {}

  std::string server() const override { return name_; }

  std::vector<DnsAnswer> ask(std::span<const DnsQuestion> questions) override {
    std::map<DnsQuestion, std::size_t> index;
    std::vector<DnsQuestion> once;
    std::vector<std::size_t> place;
    for (const DnsQuestion& question : questions) {
      const DnsQuestion key{lower(question.name), question.type};
      const auto [found, added] = index.emplace(key, once.size());
      if (added) once.push_back(key);
      place.push_back(found->second);
    }
    const std::vector<DnsAnswer> answers = ask_once(once);
    std::vector<DnsAnswer> all;
    for (const std::size_t i : place) all.push_back(answers[i]);
    return all;
  }

 private:
  std::vector<DnsAnswer> ask_once(std::span<const DnsQuestion> questions) {
    std::vector<DnsAnswer> answers(questions.size());
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (!is_dns_name(questions[i].name)) {
        answers[i].reason = "it is no name that DNS can hold";
      } else if (open.size() == most_questions) {
        answers[i].reason = fmt::format("more than {} questions", most_questions);
      } else {
        answers[i].reason = servers_.empty() ? silence_ : "there was no time left to ask";
        open.push_back(i);
      }
    }
    const Clock::time_point start = Clock::now(), end = start + left_;
    for (std::size_t i = 0; i < servers_.size() && !open.empty() && Clock::now() < end;) {
      // The last one may take all the time there is.
      const bool last = i + 1 == servers_.size();
      Exchange exchange(servers_[i], timeout_, questions, answers);
      exchange.run(open, last ? end : Clock::now() + timeout_ / silent_share, end);
      std::erase_if(
          open, [&](std::size_t each) { return answers[each].outcome != DnsOutcome::not_checked; });
      if (exchange.heard()) {
        ++i;
        continue;
      }
      if (!open.empty()) silence_ = answers[open.front()].reason;
      servers_.erase(servers_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    left_ -= std::min(left_, std::chrono::ceil<milliseconds>(Clock::now() - start));
    return answers;
  }

  std::string name_;
  std::vector<ServerAddress> servers_;  // those that are not known to be silent
  milliseconds timeout_, left_;
  std::string silence_;  // what became of the last of them
};

}  // namespace

std::vector<ServerAddress> system_servers(const std::string& resolv_conf) {
  std::vector<ServerAddress> servers;
  ares_channel channel = nullptr;
  ares_options options{};
  std::string path = resolv_conf;
  options.resolvconf_path = path.data();
  if (ares_init_options(&channel, &options, ARES_OPT_RESOLVCONF) != ARES_SUCCESS) return servers;
  ares_addr_port_node* list = nullptr;
  if (ares_get_servers_ports(channel, &list) == ARES_SUCCESS) {
    for (const ares_addr_port_node* each = list; each && servers.size() < most_servers;
         each = each->next) {
      char text[INET6_ADDRSTRLEN];
      if (!ares_inet_ntop(each->family, &each->addr, text, sizeof text)) continue;
      ServerAddress server;
      server.host = text;
      if (each->udp_port > 0) server.port = static_cast<std::uint16_t>(each->udp_port);
      servers.push_back(std::move(server));
    }
    ares_free_data(list);
  }
  ares_destroy(channel);
  return servers;
}

std::unique_ptr<Resolver> make_resolver(std::vector<ServerAddress> servers, milliseconds timeout) {
  return std::make_unique<CaresResolver>(std::move(servers), timeout);
}

Result<std::unique_ptr<Resolver>> open_resolver(const ServerAddress& server, milliseconds timeout) {
  if (!server.system) return make_resolver({server}, timeout);
  std::vector<ServerAddress> servers = system_servers();
  if (servers.empty())
    return unavailable("--dns: /etc/resolv.conf names no server; give one, as `--dns 10.96.0.10`");
  return make_resolver(std::move(servers), timeout);
}

}  // namespace fairlead
