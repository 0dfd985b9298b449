// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/http/HttpLoop.h"

#include <netdb.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

namespace sidetone::office {
namespace {

constexpr lws_usec_t tickPeriod = 250 * LWS_US_PER_MS;

/// "127.3.1.22:8443": where a connection came in; empty where that is not known.
std::string localName(lws* connection) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::getsockname(lws_get_socket_fd(connection), generic, &size) != 0) return {};
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    const int failed = ::getnameinfo(generic, size, host.data(), host.size(), port.data(),
                                     port.size(), NI_NUMERICHOST | NI_NUMERICSERV);
    return failed != 0 ? std::string() : std::string(host.data()) + ":" + port.data();
}

}  // namespace

HttpServer::Loop::Loop(std::vector<HttpListener> listeners, HttpLimits limits) : limits_(limits) {
    for (auto& listener : listeners) {
        Door door;
        if (listener.tls) door.certificate.emplace(*listener.tls);
        door.listener = std::move(listener);
        doors_.push_back(std::move(door));
    }
    protocols_.resize(2);
    protocols_[0].name = "http";
    protocols_[0].callback = onEvent;
    tick_.loop = this;
}

HttpServer::Loop::~Loop() {
    if (context_ != nullptr) {
        lws_sul_cancel(&tick_.entry);
        lws_context_destroy(context_);
    }
}

core::Status HttpServer::Loop::open() {
    // What a client does wrong is no news, and for the rest there are our own errors.
    lws_set_log_level(0, nullptr);
    lws_context_creation_info info{};
    info.port = CONTEXT_PORT_NO_LISTEN;
    info.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info.user = this;
    info.server_string = "sidetone-office";
    info.max_http_header_data2 = static_cast<unsigned>(limits_.headerBytes);
    info.max_http_header_pool2 = static_cast<unsigned>(limits_.connections);
    info.timeout_secs = static_cast<unsigned>(limits_.requestTime.count());
    info.timeout_secs_ah_idle = static_cast<unsigned>(limits_.requestTime.count());
    info.pt_serv_buf_size = 16384;
    context_ = lws_create_context(&info);
    if (context_ == nullptr) {
        return core::fail(core::ErrorCode::Internal, "Starting the HTTP server",
                          "the library could not be set up");
    }
    for (auto& door : doors_) {
        if (auto status = openDoor(door); !status) return status;
    }
    return {};
}

core::Status HttpServer::Loop::openDoor(Door& door) {
    const auto& listener = door.listener;
    lws_context_creation_info info{};
    info.port = listener.port;
    info.iface = listener.address.c_str();
    info.protocols = protocols_.data();
    info.user = &door;
    info.keepalive_timeout = static_cast<int>(limits_.idleTime.count());
    info.timeout_secs = static_cast<unsigned>(limits_.requestTime.count());
    info.options = LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND;
    if (listener.address.find(':') == std::string::npos) {
        info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    }
    door.name = listener.address + ":" + std::to_string(listener.port);
    info.vhost_name = door.name.c_str();
    if (door.certificate) {
        if (auto status = door.certificate->check(); !status) return status;
        info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        info.ssl_cert_filepath = door.certificate->files().certificate.c_str();
        info.ssl_private_key_filepath = door.certificate->files().privateKey.c_str();
        info.alpn = "http/1.1";
    }
    door.host = lws_create_vhost(context_, &info);
    if (door.host != nullptr) return {};
    return core::fail(core::ErrorCode::Busy, "Listening on " + door.name,
                      "the address or port cannot be used",
                      "See whether another program listens there.");
}

void HttpServer::Loop::armTick() {
    lws_sul_schedule(context_, 0, &tick_.entry, onTick, tickPeriod);
}

/// Only ends the library's wait, so that run() looks round.
void HttpServer::Loop::onTick(lws_sorted_usec_list_t* entry) {
    reinterpret_cast<Tick*>(entry)->loop->armTick();
}

void HttpServer::Loop::run(const std::function<void()>& awake) {
    running_ = true;
    armTick();
    while (running_) {
        lws_service(context_, 0);
        if (awake) awake();
    }
}

void HttpServer::Loop::reloadCertificates() {
    for (auto& door : doors_) {
        if (door.certificate) door.certificate->reload();
    }
}

int HttpServer::Loop::accepted(lws* connection) {
    for (auto& door : doors_) {
        if (door.certificate && door.host == lws_get_vhost(connection)) {
            door.certificate->refresh();
        }
    }
    return connections_ >= limits_.connections ? 1 : 0;
}

void HttpServer::Loop::arrived(lws* connection, Door& given) {
    ++connections_;
    // libwebsockets 4.1 now and then takes another of our hosts with the same port for the one
    // that the connection came to.
    const auto name = localName(connection);
    const auto at = std::find_if(doors_.begin(), doors_.end(),
                                 [&](const Door& one) { return one.name == name; });
    auto& door = at == doors_.end() ? given : *at;
    lws_set_opaque_user_data(connection, new HttpExchange(door.listener, limits_, log_));
    lws_set_timer_usecs(connection, limits_.requestTime / std::chrono::microseconds(1));
}

void HttpServer::Loop::left(lws* connection) {
    auto* exchange = static_cast<HttpExchange*>(lws_get_opaque_user_data(connection));
    if (exchange == nullptr) return;
    --connections_;
    lws_set_opaque_user_data(connection, nullptr);
    delete exchange;
}

int HttpServer::Loop::exchanged(lws* connection, lws_callback_reasons reason, std::string_view in) {
    auto* exchange = static_cast<HttpExchange*>(lws_get_opaque_user_data(connection));
    if (exchange == nullptr) return -1;
    auto next = HttpExchange::Next::Continue;
    if (reason == LWS_CALLBACK_HTTP) {
        lws_set_timer_usecs(connection, limits_.requestTime / std::chrono::microseconds(1));
        next = exchange->begin(connection);
    } else if (reason == LWS_CALLBACK_HTTP_BODY) {
        next = exchange->body(connection, in);
    } else if (reason == LWS_CALLBACK_HTTP_BODY_COMPLETION) {
        next = exchange->end(connection);
    } else {
        next = exchange->writable(connection);
    }
    return next == HttpExchange::Next::Continue ? 0 : -1;
}

int HttpServer::Loop::onEvent(lws* connection, lws_callback_reasons reason, void* user, void* in,
                              std::size_t length) {
    auto* host = connection != nullptr ? lws_get_vhost(connection) : nullptr;
    auto* door = host != nullptr ? static_cast<Door*>(lws_get_vhost_user(host)) : nullptr;
    auto* context = connection != nullptr ? lws_get_context(connection) : nullptr;
    auto* loop = context != nullptr ? static_cast<Loop*>(lws_context_user(context)) : nullptr;
    switch (reason) {
        case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS: {
            auto* own = static_cast<Door*>(lws_get_vhost_user(static_cast<lws_vhost*>(in)));
            if (own != nullptr && own->certificate) {
                own->certificate->use(static_cast<SSL_CTX*>(user));
            }
            return 0;
        }
        case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
            return loop->accepted(connection);
        case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
            loop->arrived(connection, *door);
            return 0;
        case LWS_CALLBACK_WSI_DESTROY:
            if (loop != nullptr) loop->left(connection);
            return 0;
        case LWS_CALLBACK_HTTP:
        case LWS_CALLBACK_HTTP_BODY:
        case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        case LWS_CALLBACK_HTTP_WRITEABLE:
            return loop->exchanged(connection, reason,
                                   {static_cast<const char*>(in), in != nullptr ? length : 0});
        case LWS_CALLBACK_TIMER:
        case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
            return -1;
        default:
            return 0;
    }
}

}  // namespace sidetone::office
