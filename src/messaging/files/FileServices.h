// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {
class DiscoClient;
}

namespace sidetone::messaging {

/// What the server has for files, asked once a session, when somebody wants to know.
class FileServices : public xmpp::Extension {
public:
    FileServices(xmpp::Session& session, xmpp::DiscoClient& others, std::function<void()> changed);
    ~FileServices() override;

    /// Asks, where it was not asked in this session.
    void ask();
    /// Calls back as soon as it is known: at once, or after the session's next answers.
    void whenKnown(std::function<void()> callback);
    [[nodiscard]] bool isKnown() const { return state_ == State::Known; }
    /// Addresses of services; empty where there is none or it is not known.
    [[nodiscard]] const std::string& upload() const { return upload_; }
    [[nodiscard]] const std::string& proxy() const { return proxy_; }
    /// Bytes that the upload service takes; -1: it did not say.
    [[nodiscard]] std::int64_t largest() const { return largest_; }

    void sessionStarted() override;
    void sessionEnded() override;

private:
    enum class State { Unknown, Asking, Known };
    void notTold(core::ErrorCode why);
    void askEach(const std::vector<std::string>& services);
    void answered();
    void setState(State state);

    xmpp::DiscoClient& others_;
    std::function<void()> changed_;
    State state_ = State::Unknown;
    std::size_t open_ = 0;  ///< questions
    std::string upload_;
    std::string proxy_;
    std::int64_t largest_ = -1;
    std::vector<std::function<void()>> waiting_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
