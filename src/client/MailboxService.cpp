// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/MailboxService.h"

#include <algorithm>
#include <utility>

namespace sidetone::client {

using signin::Verdict;
using voicemail::MailboxState;
using voicemail::VoicemailService;

MailboxService::MailboxService(Platform::Parts& platform, std::shared_ptr<net::HttpClient> http,
                               voicemail::MailboxAccess access, std::filesystem::path cacheFolder,
                               std::shared_ptr<signin::TraceRecorder> recorder)
    : http_(std::move(http)),
      user_(access.credentials.user),
      box_({http_ ? *http_ : *platform.http, platform.clock, platform.random, platform.log,
            *platform.devices},
           std::move(access), std::move(cacheFolder)),
      recorder_(std::move(recorder)) {
    connect(&box_, &VoicemailService::stateChanged, this, &MailboxService::boxChanged);
}

MailboxService::~MailboxService() {
    disconnect(&box_, nullptr, this, nullptr);
}

void MailboxService::start() {
    step_ = recorder_->begin("voicemail", "Opening the voice mailbox on " + box_.serverText(),
                             "GET /vmrest/mailbox/folders/inbox as " + user_);
    box_.start();
}

std::string MailboxService::words() const {
    const auto messages = box_.messages();
    const auto count = std::count_if(messages.begin(), messages.end(),
                                     [](const auto& one) { return !one.isDeleted; });
    const auto text = std::to_string(count) + (count == 1 ? " message, " : " messages, ") +
                      std::to_string(box_.unread()) + " new";
    return box_.release().empty() ? text : text + "; Unity Connection " + box_.release();
}

Service MailboxService::service() const {
    Service service;
    service.kind = ServiceKind::Voicemail;
    service.server = box_.serverText();
    switch (box_.state()) {
        case MailboxState::Off:
            service.state = ServiceState::Off;
            break;
        case MailboxState::Starting:
            service.state = ServiceState::Starting;
            service.detail = "Opening the mailbox";
            break;
        case MailboxState::Up:
            service.state = ServiceState::Up;
            service.detail = words();
            break;
        case MailboxState::Reconnecting:
            service.state = ServiceState::Reconnecting;
            break;
        case MailboxState::Failed:
            service.state = ServiceState::Failed;
            break;
    }
    if (box_.error()) service.detail = box_.error()->sentence();
    return service;
}

void MailboxService::boxChanged() {
    if (box_.state() == MailboxState::Up) {
        finishStep({.verdict = Verdict::Done,
                    .asked = {},
                    .answer = words(),
                    .why = "it is looked at each minute",
                    .error = {}});
    } else if (const auto& error = box_.error()) {
        finishStep({.verdict = Verdict::Failed,
                    .asked = {},
                    .answer = error->answer,
                    .why = "chat and phone work without it",
                    .error = error});
    }
    Q_EMIT changed();
}

void MailboxService::finishStep(signin::Evidence evidence) {
    if (step_) recorder_->finish(*std::exchange(step_, std::nullopt), std::move(evidence));
}

}  // namespace sidetone::client
