// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "office/http/HttpMessage.h"

namespace sidetone::office::uds {

/// An empty root with its address and release.
[[nodiscard]] core::XmlElement root(std::string name, std::string uri, std::string release);
/// 200 with this document.
[[nodiscard]] HttpResponse answer(const core::XmlElement& document);
/// An error as XML: status and what is wrong.
[[nodiscard]] HttpResponse error(int status, const std::string& message,
                                 const std::string& release = "12.5.1");
/// 401 as call managers send it: a page for browsers.
[[nodiscard]] HttpResponse unauthorised();

}  // namespace sidetone::office::uds
