// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "office/http/HttpMessage.h"

namespace sidetone::office {

using HiddenFields = std::vector<std::pair<std::string, std::string>>;

/// A page with a form for user name and password, which posts them with the hidden fields.
[[nodiscard]] HttpResponse loginPage(const std::string& action, const HiddenFields& fields,
                                     const std::string& complaint);
/// A page that posts the fields by itself; with a button where scripts are off.
[[nodiscard]] HttpResponse postingPage(const std::string& action, const HiddenFields& fields);
/// 302; the location's query is the caller's.
[[nodiscard]] HttpResponse redirectTo(const std::string& location);
/// A JSON answer that must not be kept.
[[nodiscard]] HttpResponse jsonAnswer(int status, const std::string& body);
/// Percent-encoded for a query.
[[nodiscard]] std::string encodedValue(const std::string& text);

}  // namespace sidetone::office
