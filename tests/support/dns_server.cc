#include "support/dns_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/process.h"

namespace fairlead::testing {
namespace {

using std::chrono::milliseconds;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A socket that is bound to a port of 127.0.0.1, any one where it is 0; -1 where it is taken.
int bound(int kind, std::uint16_t port) {
  const int socket = ::socket(AF_INET, kind | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return socket;
  close(socket);
  return -1;
}

std::uint16_t port_of(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

/// A UDP and a TCP socket with the same port.
std::pair<int, int> both() {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int udp = bound(SOCK_DGRAM, 0);
    const int tcp = bound(SOCK_STREAM, port_of(udp));
    if (tcp >= 0) return {udp, tcp};
    close(udp);
  }
  ADD_FAILURE() << "no port is free";
  return {-1, -1};
}

/// The question that a server is started when it answers: the root's NS.
bool answers(std::uint16_t port) {
  const Bytes question = {7, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1};
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  bool heard = send(socket, question.data(), question.size(), 0) > 0;
  pollfd polled{socket, POLLIN, 0};
  Bytes answer(512);
  heard = heard && poll(&polled, 1, 100) == 1 && recv(socket, answer.data(), 512, 0) > 0;
  close(socket);
  return heard;
}

}  // namespace

std::string recorded_cluster() {
  const std::string zone =
      text_of_file(fmt::format("{}/tests/data/cluster.local.zone", FAIRLEAD_ROOT));
  EXPECT_FALSE(zone.empty());
  return zone;
}

std::uint16_t closed_port() {
  const auto [udp, tcp] = both();
  const std::uint16_t port = port_of(udp);
  close(udp);
  close(tcp);
  return port;
}

void DnsServer::await(const std::string& program) {
  constexpr auto timeout = std::chrono::seconds(20);
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  bool ready = false;
  while (process_ > 0 && !ready && std::chrono::steady_clock::now() < deadline) {
    if (waitpid(process_, nullptr, WNOHANG) == process_) process_ = -1;
    ready = process_ > 0 && answers(port_);
    if (!ready) std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_TRUE(ready) << program << " does not start (scripts/setup installs it)\n"
                     << text_of_file(directory_ + "/log");
}

DnsServer DnsServer::knot(const std::map<std::string, std::string>& zones) {
  DnsServer server;
  server.directory_ = new_directory();
  server.port_ = closed_port();
  const std::string& directory = server.directory_;
  std::ofstream conf(directory + "/knot.conf");
  conf << fmt::format(
      "server:\n  rundir: {0}\n  listen: 127.0.0.1@{1}\n  udp-workers: 1\n  tcp-workers: 3\n"
      "  background-workers: 1\ndatabase:\n  storage: {0}\n"
      "log:\n  - target: stderr\n    any: warning\nzone:\n",
      directory, server.port_);
  std::size_t number = 0;
  for (const auto& [name, records] : zones) {
    const std::string file = fmt::format("{}/{}.zone", directory, number++);
    conf << fmt::format("  - domain: \"{}\"\n    file: {}\n    journal-content: none\n", name,
                        file);
    if (records == "broken") continue;
    std::ofstream(file) << "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\n"
                        << "ns A 192.0.2.53\n"
                        << records << '\n';
  }
  conf.close();
  server.process_ = spawn({"/usr/sbin/knotd", "-c", directory + "/knot.conf"}, directory + "/log");
  server.await("knotd");
  return server;
}

DnsServer DnsServer::dnsmasq(const std::vector<std::string>& options) {
  DnsServer server;
  server.directory_ = new_directory();
  server.port_ = closed_port();
  std::vector<std::string> arguments = {"/usr/sbin/dnsmasq",
                                        "--keep-in-foreground",
                                        "--conf-file=/dev/null",
                                        "--no-hosts",
                                        "--no-resolv",
                                        "--listen-address=127.0.0.1",
                                        "--bind-interfaces",
                                        "--user=",
                                        "--pid-file=" + server.directory_ + "/pid",
                                        fmt::format("--port={}", server.port_)};
  arguments.insert(arguments.end(), options.begin(), options.end());
  server.process_ = spawn(arguments, server.directory_ + "/log");
  server.await("dnsmasq");
  return server;
}

DnsServer::DnsServer(DnsServer&& other) noexcept
    : directory_(std::exchange(other.directory_, "")),
      process_(std::exchange(other.process_, -1)),
      port_(other.port_) {}

DnsServer::~DnsServer() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

ScriptedServer::ScriptedServer(Script over_udp, Script over_tcp)
    : over_udp_(std::move(over_udp)), over_tcp_(std::move(over_tcp)) {
  std::tie(udp_, tcp_) = both();
  port_ = port_of(udp_);
  listen(tcp_, 16);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  stopped_ = true;
  thread_.join();
  for (const int connection : open_) close(connection);
  close(udp_);
  close(tcp_);
}

void ScriptedServer::serve() {
  while (!stopped_) {
    pollfd polled[] = {{udp_, POLLIN, 0}, {tcp_, POLLIN, 0}};
    if (poll(polled, 2, 5) <= 0) continue;
    if (polled[0].revents & POLLIN) serve_udp();
    if (polled[1].revents & POLLIN) accept_tcp();
  }
}

void ScriptedServer::serve_udp() {
  Bytes question(4096);
  sockaddr_in from{};
  socklen_t size = sizeof from;
  const ssize_t got = recvfrom(udp_, question.data(), question.size(), 0,
                               reinterpret_cast<sockaddr*>(&from), &size);
  if (got < 12) return;
  question.resize(static_cast<std::size_t>(got));
  ++questions_;
  for (const Reply& reply : over_udp_(question)) {
    std::this_thread::sleep_for(reply.after);
    sendto(udp_, reply.bytes.data(), reply.bytes.size(), 0, reinterpret_cast<sockaddr*>(&from),
           size);
  }
}

void ScriptedServer::accept_tcp() {
  const int connection = accept(tcp_, nullptr, nullptr);
  if (connection < 0) return;
  ++connections_;
  open_.push_back(connection);
  Bytes question(4096);
  if (!over_tcp_) return;
  const ssize_t got = recv(connection, question.data(), question.size(), 0);
  if (got < 14) return;
  question.resize(static_cast<std::size_t>(got));
  question.erase(question.begin(), question.begin() + 2);  // the length
  for (const Reply& reply : over_tcp_(question)) {
    Bytes framed = {static_cast<std::uint8_t>(reply.bytes.size() >> 8),
                    static_cast<std::uint8_t>(reply.bytes.size())};
    framed.insert(framed.end(), reply.bytes.begin(), reply.bytes.end());
    send(connection, framed.data(), framed.size(), MSG_NOSIGNAL);
  }
}

}  // namespace fairlead::testing
