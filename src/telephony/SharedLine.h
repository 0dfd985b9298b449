// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sip/events/DialogInfo.h"
#include "sip/events/Publication.h"
#include "sip/events/Subscription.h"
#include "telephony/PhoneFeatures.h"

namespace sidetone::sip {
class UserAgent;
}

namespace sidetone::telephony {

/// A line that several devices have (AUD-03): each tells the call server of its own calls (RFC
/// 3903, as RFC 7463 4 has it), and hears of the others' (RFC 4235), asked for or not. Protocol
/// thread.
class SharedLine {
public:
    struct Ports {
        std::function<sip::UserAgent*()> agent;  ///< null while there is no line
        std::function<std::vector<sip::LineDialog>()> own;
        std::function<core::Result<CallId>(const sip::Uri&, const std::string& replaces)> replace;
        std::function<void()> changed;
    };
    explicit SharedLine(Ports ports) : ports_(std::move(ports)) {}

    void setShared(bool shared) { isShared_ = shared; }
    /// The line is registered, for the first time or by another way.
    void lineReady();
    void lineGone();
    /// A document that nobody asked for: call managers tell of shared lines so.
    void told(const std::string& document);
    /// A call of ours came, changed or ended.
    void callsChanged();

    [[nodiscard]] std::vector<LineCall> calls() const;
    core::Result<CallId> takeOver(const std::string& id);

private:
    /// Of each call that is not ours one dialog, the one that says most.
    [[nodiscard]] std::vector<sip::LineDialog> others() const;
    void take(const std::string& document);
    void tell();
    void compare();

    Ports ports_;
    bool isShared_ = false;
    sip::DialogInfo dialogs_;
    std::shared_ptr<sip::Subscription> subscription_;
    std::shared_ptr<sip::Publication> publication_;
    std::vector<sip::LineDialog> published_;
    unsigned version_ = 0;
    std::vector<LineCall> shown_;  ///< as last told of
};

}  // namespace sidetone::telephony
