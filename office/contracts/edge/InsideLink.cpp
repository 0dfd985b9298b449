// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/InsideLink.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

namespace sidetone::office {
namespace {

std::string addressOf(const Layout& layout, const std::string& host) {
    if (host == layout.fileServer()) return layout.address(Host::Imp1);
    for (const Host one : allHosts()) {
        if (zoneOf(one) != 1 && layout.fullName(one) == host) return layout.address(one);
    }
    return {};
}

}  // namespace

InsideLink::InsideLink(Descriptor socket, Context context, Tls tls)
    : socket_(std::move(socket)), context_(std::move(context)), tls_(std::move(tls)) {}

void InsideLink::waitAtMost(std::chrono::seconds patience) const {
    const timeval limit{patience.count(), 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

std::optional<InsideLink> InsideLink::open(const Layout& layout, const InsideRequest& request,
                                           std::chrono::seconds patience) {
    const auto address = addressOf(layout, request.host);
    if (address.empty()) return std::nullopt;
    InsideLink link(Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
                    Context(nullptr, &SSL_CTX_free), Tls(nullptr, &SSL_free));
    // Otherwise each piece waits for a delayed acknowledgement of the one before.
    const int on = 1;
    ::setsockopt(link.socket_.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    link.waitAtMost(patience);  // connecting obeys the limit for sending
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(request.port);
    ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
    const auto* target = reinterpret_cast<const sockaddr*>(&to);
    if (::connect(link.socket_.number(), target, sizeof to) != 0) return std::nullopt;
    if (request.isSecure && !link.secure(layout, request.host)) return std::nullopt;
    return link;
}

bool InsideLink::secure(const Layout& layout, const std::string& host) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_load_verify_locations(context_.get(), layout.rootCertificate().c_str(), nullptr);
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    tls_.reset(SSL_new(context_.get()));
    SSL_set1_host(tls_.get(), host.c_str());
    SSL_set_tlsext_host_name(tls_.get(), host.c_str());
    SSL_set_fd(tls_.get(), socket_.number());
    return SSL_connect(tls_.get()) == 1;
}

bool InsideLink::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const long count = tls_
                               ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

long InsideLink::read(char* buffer, std::size_t size) {
    if (tls_) return SSL_read(tls_.get(), buffer, static_cast<int>(size));
    return ::recv(socket_.number(), buffer, size, 0);
}

std::string headOf(const InsideRequest& request, std::string_view size) {
    const auto& original = request.original;
    std::string text = original.method + " " + request.target +
                       " HTTP/1.1\r\nHost: " + request.host + ":" + std::to_string(request.port) +
                       "\r\nConnection: close\r\n";
    for (const auto* name : {"authorization", "accept", "content-type", "range", "user-agent"}) {
        const auto value = original.header(name);
        const bool isClean = value.find_first_of("\r\n") == std::string_view::npos;
        if (!value.empty() && isClean)
            text += std::string(name) + ": " + std::string(value) + "\r\n";
    }
    if (!size.empty()) text += "Content-Length: " + std::string(size) + "\r\n";
    return text + "\r\n";
}

}  // namespace sidetone::office
