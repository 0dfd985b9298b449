// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/contracts/ContractModule.h"

namespace sidetone::office {

/// Takes problem reports (provisioning contract 15.1): POST /UploadPrt.php, multipart/form-data,
/// file field zipFileName. They are kept in reports/ of the office's folder, the newest 100.
/// `sidetone-office answer reports STATUS` makes it refuse with that status.
class ReportModule final : public ContractModule {
public:
    explicit ReportModule(Desk& desk) : desk_(desk) {}

    [[nodiscard]] std::vector<HttpListener> listeners() override;
    [[nodiscard]] std::size_t largestBody() const override { return 16U << 20U; }

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    [[nodiscard]] std::string nextName(const std::string& fileName) const;

    Desk& desk_;
};

/// One file of a form.
struct FormFile {
    std::string fileName;
    std::string_view content;  ///< a part of the body
};
/// The file of that field (RFC 7578); empty where the form has none or makes no sense.
[[nodiscard]] std::optional<FormFile> fileOfForm(std::string_view contentType,
                                                 std::string_view body, std::string_view field);

}  // namespace sidetone::office
