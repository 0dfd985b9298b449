// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/probes.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>

namespace sidetone::office {

namespace {

/// A connected IPv4 socket that closes itself; -1 where connecting failed.
class Socket {
public:
    Socket(const net::Endpoint& server, int kind, int milliseconds)
        : descriptor_(::socket(AF_INET, kind | SOCK_CLOEXEC, 0)) {
        const timeval limit{milliseconds / 1000, (milliseconds % 1000) * 1000};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server.port);
        ::inet_pton(AF_INET, server.host.c_str(), &address.sin_addr);
        connected_ = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address),
                               sizeof address) == 0;
    }
    ~Socket() { ::close(descriptor_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    [[nodiscard]] bool isConnected() const { return connected_; }
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] std::uint16_t ownPort() const {
        sockaddr_in address{};
        socklen_t length = sizeof address;
        ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &length);
        return ntohs(address.sin_port);
    }

private:
    int descriptor_;
    bool connected_ = false;
};

constexpr std::size_t longestAnswer = 65536;

/// Reads by `read(buffer, size)` until enough is there.
template <class Read>
std::string readUntil(std::string_view enough, Read read) {
    std::string answer;
    std::array<char, 4096> buffer{};
    while (answer.find(enough) == std::string::npos && answer.size() < longestAnswer) {
        const auto count = read(buffer.data(), buffer.size());
        if (count <= 0) break;
        answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return answer;
}

}  // namespace

std::string askByUdp(const net::Endpoint& server, std::string question, int milliseconds) {
    const Socket socket(server, SOCK_DGRAM, milliseconds);
    if (!socket.isConnected()) return {};
    static constexpr std::string_view mark = "@PORT@";
    if (const auto at = question.find(mark); at != std::string::npos) {
        question.replace(at, mark.size(), std::to_string(socket.ownPort()));
    }
    if (::send(socket.descriptor(), question.data(), question.size(), MSG_NOSIGNAL) < 0) return {};
    std::array<char, 4096> buffer{};
    const ssize_t count = ::recv(socket.descriptor(), buffer.data(), buffer.size(), 0);
    return count <= 0 ? std::string() : std::string(buffer.data(), static_cast<size_t>(count));
}

std::string askByTcp(const net::Endpoint& server, std::string_view question,
                     std::string_view enough, int milliseconds) {
    const Socket socket(server, SOCK_STREAM, milliseconds);
    if (!socket.isConnected()) return {};
    if (::send(socket.descriptor(), question.data(), question.size(), MSG_NOSIGNAL) < 0) return {};
    return readUntil(enough, [&socket](char* buffer, std::size_t size) {
        return ::recv(socket.descriptor(), buffer, size, 0);
    });
}

std::string askByTls(const net::Endpoint& server, std::string_view question,
                     std::string_view enough, int milliseconds) {
    const Socket socket(server, SOCK_STREAM, milliseconds);
    if (!socket.isConnected()) return {};
    const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                               &SSL_CTX_free);
    const std::unique_ptr<SSL, void (*)(SSL*)> tls(SSL_new(context.get()), &SSL_free);
    SSL_set_fd(tls.get(), socket.descriptor());
    if (SSL_connect(tls.get()) != 1) return {};
    if (SSL_write(tls.get(), question.data(), static_cast<int>(question.size())) <= 0) return {};
    return readUntil(enough, [&tls](char* buffer, std::size_t size) {
        return SSL_read(tls.get(), buffer, static_cast<int>(size));
    });
}

}  // namespace sidetone::office
