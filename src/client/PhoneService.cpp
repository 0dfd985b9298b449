// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/PhoneService.h"

namespace sidetone::client {

PhoneService::PhoneService(Platform::Parts& platform, const signin::Deployment&,
                           const core::Secret&, std::shared_ptr<signin::TraceRecorder> recorder)
    : platform_(platform), recorder_(std::move(recorder)) {}
PhoneService::~PhoneService() = default;

void PhoneService::start() { isSettled_ = true; }
void PhoneService::stop() {}
Service PhoneService::service() const { return {ServiceKind::Calls, ServiceState::Off, {}, {}}; }
telephony::CallControl* PhoneService::calls() { return nullptr; }
std::optional<core::Error> PhoneService::error() const { return std::nullopt; }
void PhoneService::lineChanged() {}

}  // namespace sidetone::client
