// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "sip/events/DialogInfo.h"
#include "sip/events/Subscription.h"
#include "telephony/PhoneFeatures.h"
#include "telephony/SharedLine.h"

namespace sidetone::sip {
class UserAgent;
}

namespace sidetone::telephony {

/// PhoneFeatures of the softphone: subscriptions at the call server, and what it tells unasked.
class LineFeatures final : public PhoneFeatures {
    Q_OBJECT
public:
    struct Ports {
        std::function<sip::UserAgent*()> agent;  ///< null while there is no line
        std::function<core::Result<CallId>(const std::string&)> dial;
        std::function<core::Result<sip::Uri>(const std::string&)> uriOf;
        std::function<std::vector<sip::LineDialog>()> calls;  ///< ours, for a shared line
        /// Calls that address in the place of another dialog (RFC 3891).
        std::function<core::Result<CallId>(const sip::Uri&, const std::string& replaces)> replace;
        std::function<bool()> isAtSurvivableSite;
    };
    explicit LineFeatures(Ports ports);
    ~LineFeatures() override;

    /// The line is registered, for the first time or by another way. A survivable site is asked
    /// nothing: lamps are unknown there, and asked for again by the call manager's return.
    void lineReady();
    /// The line ends: subscriptions are forgotten, what is watched stays.
    void lineGone();
    /// A NOTIFY that nobody asked for: call managers tell the mailbox so.
    void told(const std::string& event, const std::string& body);
    void dialled(const std::string& target) { last_ = target; }
    /// Whether other devices have this line too; before it is registered.
    void setShared(bool shared) { shared_.setShared(shared); }
    /// A call of ours came, changed or ended.
    void callsChanged() {
        if (!ports_.isAtSurvivableSite()) shared_.callsChanged();
    }

    [[nodiscard]] Mailbox mailbox() const override { return mailbox_; }
    core::Result<CallId> redial() override;
    [[nodiscard]] std::string lastDialled() const override { return last_; }
    void setDoNotDisturb(bool on) override;
    [[nodiscard]] bool doNotDisturb() const override { return doNotDisturb_; }
    core::Status watchLine(const std::string& target) override;
    void unwatchLine(const std::string& target) override;
    [[nodiscard]] std::vector<WatchedLine> watchedLines() const override;
    [[nodiscard]] std::vector<LineCall> lineCalls() const override { return shared_.calls(); }
    core::Result<CallId> takeOver(const std::string& id) override;

private:
    struct Watched {
        sip::Uri uri;
        sip::DialogInfo dialogs;
        std::shared_ptr<sip::Subscription> subscription;
    };
    void subscribe(const std::string& target);
    void subscribeAll();
    void takeDialogs(const std::string& target, const std::string& body);

    Ports ports_;
    SharedLine shared_;
    Mailbox mailbox_;
    std::shared_ptr<sip::Subscription> messages_;
    std::map<std::string, Watched> watched_;
    std::string last_;
    bool doNotDisturb_ = false;
};

}  // namespace sidetone::telephony
