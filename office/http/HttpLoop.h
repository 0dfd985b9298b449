// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libwebsockets.h>

#include <memory>
#include <optional>
#include <vector>

#include "office/http/HttpExchange.h"
#include "office/http/HttpServer.h"
#include "office/http/ServerCertificate.h"

namespace sidetone::office {

/// The library's context with one virtual host for each listener, and their callbacks.
class HttpServer::Loop {
public:
    Loop(std::vector<HttpListener> listeners, HttpLimits limits);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    [[nodiscard]] core::Status open();
    void run(const std::function<void()>& awake);
    void stop() { running_ = false; }
    void reloadCertificates();
    void setLog(std::function<void(const HttpLogEntry&)> log) { log_ = std::move(log); }

private:
    /// A listener with what belongs to it.
    struct Door {
        HttpListener listener;
        std::string name;  ///< the library keeps a pointer to it
        std::optional<ServerCertificate> certificate;
        lws_vhost* host = nullptr;
    };

    static int onEvent(lws* connection, lws_callback_reasons reason, void* user, void* in,
                       std::size_t length);
    static void onTick(lws_sorted_usec_list_t* tick);
    int accepted(lws* connection);
    void arrived(lws* connection, Door& given);
    void left(lws* connection);
    int exchanged(lws* connection, lws_callback_reasons reason, std::string_view in);
    [[nodiscard]] core::Status openDoor(Door& door);
    void armTick();

    struct Tick {
        lws_sorted_usec_list_t entry{};  ///< first: the library hands out its address
        Loop* loop = nullptr;
    };

    std::vector<Door> doors_;
    HttpLimits limits_;
    std::function<void(const HttpLogEntry&)> log_;
    std::vector<lws_protocols> protocols_;
    lws_context* context_ = nullptr;
    Tick tick_;
    int connections_ = 0;
    bool running_ = false;
};

}  // namespace sidetone::office
