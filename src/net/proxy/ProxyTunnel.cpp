// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/ProxyTunnel.h"

#include <QSslSocket>
#include <array>
#include <utility>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr qint64 longestHead = 16 * 1024;

const char* socksReason(int reply) {
    constexpr std::array<const char*, 9> reasons{
        "",
        "it failed in general",
        "its rules do not allow the connection",
        "it cannot reach the network",
        "it cannot reach the server",
        "the server refused the connection",
        "the time to live ended",
        "it does not know the command",
        "it does not know this kind of address",
    };
    return reply > 0 && reply < 9 ? reasons[static_cast<std::size_t>(reply)]
                                  : "it gave an unknown reason";
}

core::Error wrongProtocol() {
    return core::fail(core::ErrorCode::BadAnswer, "Asking the proxy",
                      "what answers there is no such proxy",
                      "Check the proxy's kind and port in the settings of this computer.");
}

}  // namespace

ProxyTunnel::ProxyTunnel(SocketHandle socket, Route way, Endpoint server, std::string authorization,
                         std::optional<HttpCredentials> credentials)
    : socket_(std::move(socket)),
      way_(std::move(way)),
      server_(std::move(server)),
      authorization_(std::move(authorization)),
      credentials_(std::move(credentials)) {}

core::Task<ProxyTunnel::Answer> ProxyTunnel::run() {
    auto task = promise_.task();
    // Queued: nothing is decided inside a socket's signal.
    QObject::connect(
        socket_.get(), &QIODevice::readyRead, &context_, [this] { advance(); },
        Qt::QueuedConnection);
    QObject::connect(
        socket_.get(), &QAbstractSocket::disconnected, &context_,
        [this] {
            advance();
            finish(core::fail(core::ErrorCode::Unavailable, "Asking the proxy",
                              "the proxy closed the connection"));
        },
        Qt::QueuedConnection);
    begin();
    return task;
}

void ProxyTunnel::begin() {
    if (way_.kind == Route::Kind::Socks5) {
        state_ = State::Methods;
        socket_->write(credentials_ ? QByteArray("\x05\x02\x00\x02", 4)
                                    : QByteArray("\x05\x01\x00", 3));
        return;
    }
    const auto target = server_.text();
    std::string head =
        "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nUser-Agent: Sidetone\r\n";
    if (!authorization_.empty()) head += "Proxy-Authorization: " + authorization_ + "\r\n";
    socket_->write(QByteArray::fromStdString(head + "\r\n"));
}

void ProxyTunnel::advance() {
    bool goesOn = true;
    while (goesOn && state_ != State::Ended) {
        switch (state_) {
            case State::Head:
                goesOn = takeHead();
                break;
            case State::Methods:
                goesOn = takeMethods();
                break;
            case State::Password:
                goesOn = takePassword();
                break;
            case State::Connecting:
                goesOn = takeConnected();
                break;
            case State::Ended:
                break;
        }
    }
}

/// Exactly that many bytes: what follows is the server's.
std::string ProxyTunnel::take(qint64 size) {
    return socket_->read(size).toStdString();
}

bool ProxyTunnel::takeHead() {
    const auto seen = socket_->peek(longestHead);
    const auto end = seen.indexOf("\r\n\r\n");
    if (end < 0) {
        if (seen.size() >= longestHead || (seen.size() > 5 && !seen.startsWith("HTTP/"))) {
            finish(wrongProtocol());
        }
        return false;
    }
    const auto head = take(end + 4);
    const auto space = head.find(' ');
    const auto status =
        space == std::string::npos ? std::nullopt : core::parseNumber(head.substr(space + 1, 3));
    if (!head.starts_with("HTTP/1.") || !status) {
        finish(wrongProtocol());
        return false;
    }
    if (*status / 100 == 1) return true;  // what counts comes behind
    Answer answer;
    answer.status = static_cast<int>(*status);
    answer.isThrough = answer.status / 100 == 2;
    for (const auto line : core::split(head, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        if (core::equalsIgnoringCase(line.substr(0, colon), "proxy-authenticate")) {
            answer.schemes.emplace_back(core::trim(line.substr(colon + 1)));
        }
    }
    finish(std::move(answer));
    return false;
}

bool ProxyTunnel::takeMethods() {
    if (socket_->bytesAvailable() < 2) return false;
    const auto answer = take(2);
    if (answer[0] != 5) {
        finish(wrongProtocol());
        return false;
    }
    if (answer[1] == 0) {
        sayWhere();
        return true;
    }
    const bool isShort = credentials_ && credentials_->user.size() < 256 &&
                         credentials_->password.reveal().size() < 256;
    if (answer[1] != 2 || !isShort) {
        finish(Answer{false, 407, {"Basic realm=\"SOCKS\""}, {}});
        return false;
    }
    const auto& password = credentials_->password.reveal();
    const auto said = std::string(1, '\x01') + static_cast<char>(credentials_->user.size()) +
                      credentials_->user + static_cast<char>(password.size()) + password;
    state_ = State::Password;
    socket_->write(QByteArray::fromStdString(said));
    return true;
}

bool ProxyTunnel::takePassword() {
    if (socket_->bytesAvailable() < 2) return false;
    if (take(2)[1] != 0) {
        finish(Answer{false, 407, {"Basic realm=\"SOCKS\""}, {}});
        return false;
    }
    sayWhere();
    return true;
}

void ProxyTunnel::sayWhere() {
    state_ = State::Connecting;
    const auto port = server_.port;
    const auto host = server_.host.substr(0, 255);
    const auto said = std::string("\x05\x01\x00\x03", 4) + static_cast<char>(host.size()) + host +
                      static_cast<char>(port >> 8U) + static_cast<char>(port & 0xffU);
    socket_->write(QByteArray::fromStdString(said));
}

bool ProxyTunnel::takeConnected() {
    const auto seen = socket_->peek(5);
    if (seen.size() < 5) return false;
    const int kind = seen[3];
    const qint64 address = kind == 1 ? 4 : kind == 4 ? 16 : 1 + static_cast<unsigned char>(seen[4]);
    if (socket_->bytesAvailable() < 4 + address + 2) return false;
    const auto reply = take(4 + address + 2);
    if (reply[0] != 5) {
        finish(wrongProtocol());
        return false;
    }
    Answer answer;
    answer.isThrough = reply[1] == 0;
    if (!answer.isThrough) answer.why = socksReason(reply[1]);
    finish(std::move(answer));
    return false;
}

void ProxyTunnel::finish(core::Result<Answer> answer) {
    if (state_ == State::Ended) return;
    state_ = State::Ended;
    QObject::disconnect(socket_.get(), nullptr, &context_, nullptr);
    // Later: whoever hears it may end this object, which its own functions are still using.
    QMetaObject::invokeMethod(
        &context_, [promise = promise_, answer = std::move(answer)] { promise.settle(answer); },
        Qt::QueuedConnection);
}

}  // namespace sidetone::net
