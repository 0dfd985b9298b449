// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/InsideClient.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <memory>

#include "core/text.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Context = std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)>;
using Tls = std::unique_ptr<SSL, void (*)(SSL*)>;

constexpr std::chrono::seconds longest{4};
constexpr std::size_t largest = 8U << 20U;

Descriptor connected(const std::string& address, std::uint16_t port) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const timeval limit{1, 0};  // connecting obeys the limit for sending
    ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        return {};
    }
    return socket;
}

std::string textOf(const InsideRequest& request) {
    const auto& original = request.original;
    std::string text = original.method + " " + request.target +
                       " HTTP/1.1\r\nHost: " + request.host + ":" + std::to_string(request.port) +
                       "\r\nConnection: close\r\n";
    for (const auto* name : {"authorization", "accept", "content-type", "user-agent"}) {
        const auto value = original.header(name);
        const bool isClean = value.find_first_of("\r\n") == std::string_view::npos;
        if (!value.empty() && isClean)
            text += std::string(name) + ": " + std::string(value) + "\r\n";
    }
    if (!original.body.empty()) {
        text += "Content-Length: " + std::to_string(original.body.size()) + "\r\n";
    }
    return text + "\r\n" + original.body;
}

/// Reads to the end, or to what Content-Length promised.
template <class Read>
std::optional<HttpResponse> readAnswer(Read read) {
    const auto deadline = SteadyClock::now() + longest;
    std::string bytes;
    std::array<char, 16384> buffer{};
    while (SteadyClock::now() < deadline && bytes.size() < largest) {
        const auto count = read(buffer.data(), buffer.size());
        if (count <= 0) break;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return parseHttpAnswer(bytes);
}

}  // namespace

std::string InsideClient::addressOf(const std::string& host) const {
    for (const Host one : allHosts()) {
        if (zoneOf(one) != 1 && layout_.fullName(one) == host) return layout_.address(one);
    }
    return {};
}

std::optional<HttpResponse> InsideClient::ask(const InsideRequest& request) const {
    const auto address = addressOf(request.host);
    if (address.empty()) return std::nullopt;
    const auto socket = connected(address, request.port);
    if (socket.number() < 0) return std::nullopt;
    const auto text = textOf(request);
    if (!request.isSecure) {
        if (::send(socket.number(), text.data(), text.size(), MSG_NOSIGNAL) < 0) return {};
        return readAnswer([&socket](char* buffer, std::size_t size) {
            return ::recv(socket.number(), buffer, size, 0);
        });
    }
    const Context context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    SSL_CTX_load_verify_locations(context.get(), layout_.rootCertificate().c_str(), nullptr);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    const Tls tls(SSL_new(context.get()), &SSL_free);
    SSL_set1_host(tls.get(), request.host.c_str());
    SSL_set_tlsext_host_name(tls.get(), request.host.c_str());
    SSL_set_fd(tls.get(), socket.number());
    if (SSL_connect(tls.get()) != 1) return std::nullopt;
    if (SSL_write(tls.get(), text.data(), static_cast<int>(text.size())) <= 0) return {};
    return readAnswer([&tls](char* buffer, std::size_t size) {
        return SSL_read(tls.get(), buffer, static_cast<int>(size));
    });
}

std::optional<HttpResponse> parseHttpAnswer(const std::string& bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string::npos || bytes.rfind("HTTP/1.", 0) != 0) return std::nullopt;
    HttpResponse answer;
    answer.body = bytes.substr(end + 4);
    const auto head = bytes.substr(0, end);
    const auto lines = core::split(head, '\n');
    const auto status = core::parseNumber(core::trim(lines.front()).substr(0, 12).substr(9));
    if (!status) return std::nullopt;
    answer.status = static_cast<int>(*status);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].find(':');
        if (colon == std::string_view::npos) continue;
        auto name = core::lowerAscii(core::trim(lines[i].substr(0, colon)));
        auto value = std::string(core::trim(lines[i].substr(colon + 1)));
        if (name == "content-type") answer.contentType = value;
        const auto size = core::parseNumber(value);
        if (name == "content-length" && size) {
            if (answer.body.size() < *size) return std::nullopt;
            answer.body.resize(*size);
        }
        const bool goesOn = name == "server" || name == "location" || name == "www-authenticate";
        if (goesOn) answer.headers.emplace_back(std::move(name), std::move(value));
    }
    return answer;
}

}  // namespace sidetone::office
