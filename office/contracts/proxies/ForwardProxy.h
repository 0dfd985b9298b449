// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::office {

/// An HTTP proxy (RFC 9110 sections 3.7 and 9.3.6): CONNECT, and absolute requests for plain
/// HTTP, one a connection. It knows the office's hosts by heart and reaches nothing else. Heads
/// may have 8 KiB and take 10 s; at most 64 connections at a time, each with a thread; a tunnel
/// that is silent for 10 minutes ends.
class ForwardProxy {
public:
    enum class Asks { Nothing, Basic, Digest };
    struct Settings {
        std::string address;  ///< numeric
        std::uint16_t port = 0;
        Asks asks = Asks::Nothing;
        std::string user;
        core::Secret password;
        std::map<std::string, std::string> hosts;          ///< name to numeric address
        std::function<void(const std::string& line)> log;  ///< from any thread, one at a time
    };
    /// Busy where the port is taken.
    [[nodiscard]] static core::Result<std::unique_ptr<ForwardProxy>> start(Settings settings);
    ~ForwardProxy();
    ForwardProxy(const ForwardProxy&) = delete;
    ForwardProxy& operator=(const ForwardProxy&) = delete;

private:
    struct Head {
        std::string method;
        std::string target;
        std::string text;  ///< all of it
    };
    ForwardProxy(Settings settings, int listener);
    void accept();
    void serve(int client);
    [[nodiscard]] bool isAllowed(const Head& head) const;
    [[nodiscard]] std::string challenge() const;
    [[nodiscard]] int reach(const std::string& host, std::uint16_t port) const;
    void say(const Head& head, int status);

    Settings settings_;
    int listener_;
    std::atomic<int> connections_{0};
    std::mutex logMutex_;
    std::thread acceptor_;
};

}  // namespace sidetone::office
