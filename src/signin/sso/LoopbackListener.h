// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <map>
#include <memory>

#include "core/Clock.h"
#include "signin/Redirects.h"
#include "signin/sso/LoopbackPage.h"

class QTcpSocket;

namespace sidetone::signin::sso {

/// Waits on 127.0.0.1 for the one request with which the browser comes back (RFC 8252 7.3), at a
/// port of the system's choice. Limits: 4 connections at a time, 64 KB and 5 s for each. It
/// closes as soon as the answer is there. Protocol thread.
class LoopbackListener final : public QObject, public Redirect {
public:
    /// Unavailable where no port can be had. `path` begins with a slash and cannot be guessed.
    static core::Result<std::unique_ptr<Redirect>> open(core::Clock& clock, std::string path);
    ~LoopbackListener() override;

    [[nodiscard]] std::string uri() const override;
    [[nodiscard]] core::Task<std::string> parameters() override { return promise_.task(); }

private:
    struct Visitor {
        std::string read;
        core::Timer patience;
    };
    LoopbackListener(core::Clock& clock, std::string path);
    void welcome();
    void hear(QTcpSocket* socket);
    void say(QTcpSocket* socket, const std::string& bytes);

    core::Clock& clock_;
    LoopbackPlace place_;
    QTcpServer server_;
    std::map<QTcpSocket*, Visitor> visitors_;
    core::Promise<std::string> promise_;
};

}  // namespace sidetone::signin::sso
