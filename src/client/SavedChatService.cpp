// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/SavedChatService.h"

#include <utility>

namespace sidetone::client {

using mail::ChatSaver;
using mail::SaverState;
using signin::Verdict;

SavedChatService::SavedChatService(Platform::Parts& platform, store::Store& store,
                                   mail::MailAccess access, mail::SavingRules rules, Names names,
                                   std::shared_ptr<signin::TraceRecorder> recorder)
    : user_(access.user),
      saver_({*platform.http, platform.clock, platform.random, platform.log, store,
              std::move(names.of), std::move(names.own)},
             std::move(access), std::move(rules)),
      recorder_(std::move(recorder)) {
    connect(&saver_, &ChatSaver::changed, this, &SavedChatService::saverChanged);
}

SavedChatService::~SavedChatService() {
    disconnect(&saver_, nullptr, this, nullptr);
}

void SavedChatService::start() {
    if (saver_.isOn()) {
        step_ = recorder_->begin("saved-chats", "Opening the mailbox that chats are saved to",
                                 "FindFolder on " + saver_.serverText() + " as " + user_);
    }
    saver_.start();
}

std::string SavedChatService::words() const {
    const auto waiting = saver_.waiting();
    if (waiting > 0) {
        return std::to_string(waiting) +
               (waiting == 1 ? " closed chat waits" : " closed chats wait") + " to be saved";
    }
    return "Chats are saved to the mailbox when they are closed (folder " +
           std::string(mail::chatFolder) + ")";
}

Service SavedChatService::service() const {
    Service service;
    service.kind = ServiceKind::SavedChats;
    service.server = saver_.serverText();
    switch (saver_.serviceState()) {
        case SaverState::Off:
            service.state = ServiceState::Off;
            service.detail = saver_.rules().why;
            break;
        case SaverState::Starting:
            service.state = ServiceState::Starting;
            service.detail = "Opening the mailbox that chats are saved to";
            break;
        case SaverState::Up:
            service.state = ServiceState::Up;
            service.detail = words();
            break;
        case SaverState::Retrying:
            service.state = ServiceState::Reconnecting;
            break;
        case SaverState::Failed:
            service.state = ServiceState::Failed;
            break;
    }
    if (saver_.error()) {
        service.detail = saver_.error()->sentence();
        if (saver_.waiting() > 0) service.detail += " " + words() + ".";
    }
    return service;
}

void SavedChatService::saverChanged() {
    if (saver_.serviceState() == SaverState::Up) {
        finishStep({.verdict = Verdict::Done,
                    .asked = {},
                    .answer = "the mailbox is there",
                    .why = "each closed chat becomes one item in it",
                    .error = {}});
    } else if (const auto& error = saver_.error()) {
        finishStep({.verdict = Verdict::Failed,
                    .asked = {},
                    .answer = error->answer,
                    .why = "closed chats wait here until it works",
                    .error = error});
    }
    Q_EMIT changed();
}

void SavedChatService::finishStep(signin::Evidence evidence) {
    if (step_) recorder_->finish(*std::exchange(step_, std::nullopt), std::move(evidence));
}

}  // namespace sidetone::client
