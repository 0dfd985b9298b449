// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "client/PlatformParts.h"
#include "config/Settings.h"
#include "core/Secret.h"
#include "directory/ContactSource.h"
#include "signin/Deployment.h"

namespace sidetone::client {

/// Where this deployment's people come from: LDAP inside where the organisation wants it, the call
/// manager's user data services otherwise, and outside always (DIR-10). The platform must outlive
/// the source, and so must the deployment's HTTP client.
[[nodiscard]] std::unique_ptr<directory::ContactSource> makeContactSource(
    Platform::Parts& platform, const signin::Deployment& deployment,
    const config::Settings& settings, const std::optional<core::Secret>& password);

}  // namespace sidetone::client
