// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "client/Client.h"
#include "client/PlatformParts.h"
#include "mail/ChatSaver.h"
#include "signin/Deployment.h"
#include "signin/TraceRecorder.h"
#include "store/Store.h"

namespace sidetone::client {

/// Where chats are saved and by whose password (InternalExchangeServer and its like). The server of
/// the inside counts inside, the other one outside, and either of them where it stands alone
/// inside. It is reached straight: an edge lets no mail through.
[[nodiscard]] mail::MailAccess mailAccessOf(const signin::Deployment& deployment,
                                            const std::optional<core::Secret>& password);
/// Whether chats are saved: EnableSaveChatHistoryToExchange, the mode, and the person's choice.
/// Where no history may be kept (Disable_IM_History), none is saved either. Nothing where the
/// organisation does not save chats.
[[nodiscard]] std::optional<mail::SavingRules> savingRulesOf(const config::Settings& settings,
                                                             const signin::Deployment& deployment);

/// Saving chats for the signed-in person. It records its own step in the sign-in's trace. Protocol
/// thread.
class SavedChatService : public QObject {
    Q_OBJECT
public:
    struct Names {
        std::function<std::string(const core::Address&)> of;
        std::function<std::string()> own;
    };
    SavedChatService(Platform::Parts& platform, store::Store& store, mail::MailAccess access,
                     mail::SavingRules rules, Names names,
                     std::shared_ptr<signin::TraceRecorder> recorder);
    ~SavedChatService() override;

    void start();
    [[nodiscard]] Service service() const;
    [[nodiscard]] mail::ChatSaver& saver() { return saver_; }

Q_SIGNALS:
    void changed();

private:
    void saverChanged();
    [[nodiscard]] std::string words() const;
    void finishStep(signin::Evidence evidence);

    std::string user_;
    mail::ChatSaver saver_;
    std::shared_ptr<signin::TraceRecorder> recorder_;
    std::optional<signin::TraceRecorder::StepId> step_;
};

}  // namespace sidetone::client
