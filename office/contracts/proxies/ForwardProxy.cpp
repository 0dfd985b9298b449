// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/proxies/ForwardProxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/text.h"
#include "office/contracts/digestAnswer.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

constexpr std::size_t largestHead = 8192;
constexpr int headTime = 10'000;
constexpr int silence = 600'000;
constexpr int mostConnections = 64;
constexpr const char* realm = "office";

sockaddr_in socketAddress(const std::string& address, std::uint16_t port) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, address.c_str(), &where.sin_addr);
    return where;
}

const sockaddr* plain(const sockaddr_in& address) {
    return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

void sendAll(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t size = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

/// What came at once, after waiting at most so long; empty at the end.
std::string receive(int socket, int milliseconds) {
    pollfd wait{socket, POLLIN, 0};
    if (poll(&wait, 1, milliseconds) <= 0) return {};
    std::array<char, 16384> bytes{};
    const ssize_t size = recv(socket, bytes.data(), bytes.size(), 0);
    return size > 0 ? std::string(bytes.data(), static_cast<std::size_t>(size)) : std::string();
}

/// Both ways, until one side ends.
void carry(int one, int other) {
    std::array<pollfd, 2> both{{{one, POLLIN, 0}, {other, POLLIN, 0}}};
    while (poll(both.data(), both.size(), silence) > 0) {
        for (std::size_t i = 0; i < both.size(); ++i) {
            if (both[i].revents == 0) continue;
            const auto bytes = receive(both[i].fd, 0);
            if (bytes.empty()) return;
            sendAll(both[1 - i].fd, bytes);
        }
    }
}

std::string answer(int status, const std::string& headers = {}) {
    return "HTTP/1.1 " + std::to_string(status) + " Proxy\r\n" + headers +
           "Content-Length: 0\r\nConnection: close\r\n\r\n";
}

/// "http://host:81/path" or "host:443".
struct Target {
    std::string host;
    std::uint16_t port = 0;
    std::string path;
};

Target targetOf(const std::string& method, std::string text) {
    Target target;
    constexpr std::string_view scheme = "http://";
    const bool isPlain = method != "CONNECT" && text.rfind(scheme, 0) == 0;
    if (isPlain) text.erase(0, scheme.size());
    const auto slash = std::min(text.find('/'), text.size());
    target.path = isPlain ? text.substr(slash) : std::string();
    if (isPlain && target.path.empty()) target.path = "/";
    text.resize(slash);
    const auto colon = text.rfind(':');
    const auto port =
        colon == std::string::npos ? std::nullopt : core::parseNumber(text.substr(colon + 1));
    target.host = core::lowerAscii(text.substr(0, colon));
    target.port = static_cast<std::uint16_t>(port.value_or(isPlain ? 80 : 0));
    return target;
}

}  // namespace

core::Result<std::unique_ptr<ForwardProxy>> ForwardProxy::start(Settings settings) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    const auto where = socketAddress(settings.address, settings.port);
    if (bind(listener, plain(where), sizeof(where)) != 0 || listen(listener, 64) != 0) {
        auto error =
            core::fail(core::ErrorCode::Busy,
                       "Listening on " + settings.address + ":" + std::to_string(settings.port),
                       std::strerror(errno));
        close(listener);
        return error;
    }
    return std::unique_ptr<ForwardProxy>(new ForwardProxy(std::move(settings), listener));
}

ForwardProxy::ForwardProxy(Settings settings, int listener)
    : settings_(std::move(settings)), listener_(listener), acceptor_([this] { accept(); }) {}

ForwardProxy::~ForwardProxy() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    close(listener_);
    // Connections end with the process; until then they use what this object holds.
    while (connections_ > 0) poll(nullptr, 0, 10);
}

void ForwardProxy::accept() {
    for (;;) {
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0 && (errno == EINTR || errno == ECONNABORTED)) continue;
        if (client < 0) return;
        if (connections_ >= mostConnections) {
            close(client);
            continue;
        }
        ++connections_;
        std::thread([this, client] {
            serve(client);
            close(client);
            --connections_;
        }).detach();
    }
}

void ForwardProxy::serve(int client) {
    std::string text;
    while (text.find("\r\n\r\n") == std::string::npos) {
        const auto more = receive(client, headTime);
        if (more.empty() || text.size() + more.size() > largestHead) return;
        text += more;
    }
    const auto line = text.substr(0, text.find("\r\n"));
    const auto words = core::split(line, ' ');
    if (words.size() != 3) return;
    const Head head{std::string(words[0]), std::string(words[1]), text};
    const auto target = targetOf(head.method, head.target);
    if (!isAllowed(head)) {
        say(head, 407);
        return sendAll(client, answer(407, "Proxy-Authenticate: " + challenge() + "\r\n"));
    }
    if (!settings_.hosts.contains(target.host) || target.port == 0) {
        say(head, 403);
        return sendAll(client, answer(403));
    }
    const int server = reach(target.host, target.port);
    if (server < 0) {
        say(head, 502);
        return sendAll(client, answer(502));
    }
    say(head, 200);
    if (head.method == "CONNECT") {
        sendAll(client, "HTTP/1.1 200 Connection established\r\n\r\n");
    } else {
        sendAll(server, head.method + " " + target.path + " HTTP/1.1\r\nConnection: close" +
                            text.substr(text.find("\r\n")));
    }
    carry(client, server);
    close(server);
}

bool ForwardProxy::isAllowed(const Head& head) const {
    if (settings_.asks == Asks::Nothing) return true;
    std::string given;
    for (const auto line : core::split(head.text, '\n')) {
        constexpr std::string_view name = "proxy-authorization:";
        if (core::lowerAscii(line.substr(0, name.size())) == name) {
            given = core::trim(line.substr(name.size()));
        }
    }
    const auto& password = settings_.password.reveal();
    if (settings_.asks == Asks::Basic) {
        return given == "Basic " + core::toBase64(settings_.user + ":" + password);
    }
    const auto person = hexadecimal(md5(settings_.user + ":" + realm + ":" + password));
    return digestUser(given) == settings_.user && isRightAnswer(given, head.method, person);
}

std::string ForwardProxy::challenge() const {
    return settings_.asks == Asks::Basic ? std::string("Basic realm=\"") + realm + "\""
                                         : digestQuestion(realm);
}

int ForwardProxy::reach(const std::string& host, std::uint16_t port) const {
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto where = socketAddress(settings_.hosts.at(host), port);
    if (connect(server, plain(where), sizeof(where)) == 0) return server;
    close(server);
    return -1;
}

void ForwardProxy::say(const Head& head, int status) {
    const std::lock_guard lock(logMutex_);
    if (settings_.log) {
        settings_.log(std::to_string(settings_.port) + " " + head.method + " " +
                      core::printable(head.target.substr(0, head.target.find('?')), 200) + " " +
                      std::to_string(status));
    }
}

}  // namespace sidetone::office
