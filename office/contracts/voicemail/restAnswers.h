// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "office/http/HttpMessage.h"

namespace sidetone::office::voicemail {

/// The document in the form that the request accepts: XML, or JSON as these servers write it: an
/// element that is there once is an object, several are an array, attributes are "@name".
[[nodiscard]] HttpResponse answer(const HttpRequest& request, int status,
                                  const core::XmlElement& document);
/// `<RestError>`: a code of the contract ("E_VMWS_…") and a sentence.
[[nodiscard]] HttpResponse error(const HttpRequest& request, int status, const std::string& code,
                                 const std::string& message);
/// 401 with the scheme that is wanted.
[[nodiscard]] HttpResponse unauthorised(const HttpRequest& request);
/// 204: done, and nothing to say.
[[nodiscard]] HttpResponse done();

}  // namespace sidetone::office::voicemail
