// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "office/contracts/Desk.h"
#include "office/http/HttpMessage.h"

namespace sidetone::office {

/// The file service on 6970 and 6972: configuration, service profile, device files, dial rules.
/// What lies in the office's folder below `files/` comes first, as an administrator's upload; the
/// rest is made from the store. Names are case-sensitive; credentials are not looked at.
class FileContract {
public:
    explicit FileContract(Desk& desk) : desk_(desk) {}

    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

    /// A name without leading slash; nothing where there is no such file.
    [[nodiscard]] std::optional<std::string> content(const std::string& name) const;

private:
    [[nodiscard]] std::optional<std::string> uploaded(const std::string& name) const;
    [[nodiscard]] std::optional<std::string> made(const std::string& name) const;

    Desk& desk_;
};

}  // namespace sidetone::office
