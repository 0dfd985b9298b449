// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/Clock.h"
#include "core/Random.h"
#include "core/Secret.h"
#include "core/Task.h"
#include "messaging/HistoryTransferControl.h"
#include "store/moveHistory.h"
#include "xmpp/Extension.h"
#include "xmpp/LaterAnswer.h"

namespace sidetone::xmpp {
class PresenceTracker;
}

namespace sidetone::messaging {

/// HistoryTransferControl by questions between two devices of one account (docs/
/// history-transfer.md). The one that gets it asks for page after page, so that neither the
/// server nor memory holds more than one.
///
/// States: HistoryTransferStage. Getting: Idle -> Asking -> NeedsCode -> Receiving -> Received;
/// giving: Idle -> Asked -> Allowed -> Giving -> Given; from each -> Failed. Events: the person's,
/// the other device's (ask, answer, page, end), ten minutes of silence, the session's end.
class HistoryTransfer final : public HistoryTransferControl, private xmpp::Extension {
public:
    struct Parts {
        core::Clock& clock;
        core::Random& random;
        xmpp::Session& session;
        xmpp::PresenceTracker& presence;
        store::Store& store;
        std::string ownName;  ///< of this device, for the person at the other one
    };
    explicit HistoryTransfer(Parts parts);
    ~HistoryTransfer() override;

    [[nodiscard]] const HistoryTransferState& state() const override { return state_; }
    void ask() override;
    void enterCode(const std::string& code) override;
    void allow() override;
    void refuse() override;
    void cancel() override;

private:
    void sessionEnded() override;
    std::optional<xmpp::IqAnswer> takeRequest(const core::XmlElement& iq) override;

    // Getting.
    void askDevice(const std::string& device);
    void nobodyTakes(const std::string& device);
    xmpp::IqAnswer answered(const std::string& from, const core::XmlElement& answer);
    void askForPage();
    void opened(const store::MovedPage& page);
    void wrongCode();
    void received();

    // Giving.
    xmpp::IqAnswer asked(const std::string& from, const core::XmlElement& question);
    xmpp::IqAnswer askedForPage(const core::XmlElement& iq, const core::XmlElement& page);
    void givePage(const core::XmlElement& iq, std::int64_t after, store::MovedPage page);
    void tellAllowed(int total);

    xmpp::IqAnswer ended(const core::XmlElement& end);
    [[nodiscard]] bool isRunning() const;
    void sendEnd(const std::string& to, const std::string& reason);
    void setStage(HistoryTransferStage stage);
    void fail(const std::string& sentence);
    void wait();

    Parts parts_;
    HistoryTransferState state_;
    std::string id_;                    ///< of the transfer
    std::string partner_;               ///< the other device's full address
    std::set<std::string> candidates_;  ///< devices that were asked
    std::optional<core::Secret> key_;
    std::int64_t after_ = 0;
    bool hasPage_ = false;  ///< the code has fitted
    core::Timer silence_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
