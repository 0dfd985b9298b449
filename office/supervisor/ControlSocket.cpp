// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/ControlSocket.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QJsonDocument>
#include <array>
#include <cerrno>
#include <cstring>

namespace sidetone::office {

namespace {

constexpr std::size_t longestRequest = 1 << 20;

std::string socketPath(const std::string& folder) {
    return folder + "/control.sock";
}

sockaddr_un addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    return address;
}

std::string lineOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + "\n";
}

bool sendAll(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

core::Result<ControlSocket> ControlSocket::listen(const std::string& folder) {
    const std::string path = socketPath(folder);
    ::unlink(path.c_str());
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_un address = addressOf(path);
    const bool bound =
        ::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(socket.number(), 16) == 0;
    if (!bound) {
        return core::fail(core::ErrorCode::Storage, "Listening on " + path, std::strerror(errno));
    }
    return ControlSocket(std::move(socket));
}

std::vector<int> ControlSocket::descriptors() const {
    std::vector<int> list{listening_.number()};
    for (const auto& [client, connection] : clients_) list.push_back(client);
    return list;
}

void ControlSocket::read(int descriptor, const Handler& handler) {
    if (descriptor == listening_.number()) {
        Descriptor fresh(::accept4(descriptor, nullptr, nullptr, SOCK_CLOEXEC));
        const int number = fresh.number();
        if (number >= 0) clients_[number].descriptor = std::move(fresh);
        return;
    }
    const auto at = clients_.find(descriptor);
    if (at == clients_.end()) return;
    std::array<char, 4096> buffer{};
    const ssize_t count = ::recv(descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
    std::string& received = at->second.received;
    if (count > 0) received.append(buffer.data(), static_cast<std::size_t>(count));
    if (count <= 0 || received.size() > longestRequest) {
        clients_.erase(at);
        return;
    }
    const auto end = received.find('\n');
    if (end == std::string::npos) return;
    const auto line = QByteArray::fromStdString(received.substr(0, end));
    received.erase(0, end + 1);
    handler(descriptor, QJsonDocument::fromJson(line).object());
}

void ControlSocket::answer(Client client, const QJsonObject& object) {
    if (clients_.contains(client)) (void)sendAll(client, lineOf(object));
}

core::Result<QJsonObject> askSupervisor(const std::string& folder, const QJsonObject& request,
                                        int seconds) {
    const std::string tried = "Asking the office in " + folder;
    const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_un address = addressOf(socketPath(folder));
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
        0) {
        return core::fail(core::ErrorCode::Unreachable, tried, "no office runs there",
                          "Start it with `sidetone-office start`.");
    }
    const timeval limit{seconds, 0};
    ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::string answer;
    if (sendAll(socket.number(), lineOf(request))) {
        std::array<char, 4096> buffer{};
        while (answer.find('\n') == std::string::npos) {
            const ssize_t count = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
            if (count <= 0) break;
            answer.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(answer));
    if (!document.isObject()) {
        return core::fail(core::ErrorCode::Timeout, tried, "it did not answer",
                          "Stop it with `sidetone-office stop` and start it again.");
    }
    return document.object();
}

}  // namespace sidetone::office
