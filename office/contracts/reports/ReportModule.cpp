// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/reports/ReportModule.h"

#include <filesystem>
#include <set>

#include "core/text.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {
namespace {

constexpr std::size_t mostReports = 100;

/// name="value" out of a header.
std::string parameterOf(std::string_view header, std::string_view name) {
    const auto start = std::string(name) + "=";
    auto at = header.find(start);
    // "filename=" ends with "name=" too.
    while (at != std::string_view::npos && at > 0 && header[at - 1] != ' ' &&
           header[at - 1] != ';') {
        at = header.find(start, at + 1);
    }
    if (at == std::string_view::npos) return {};
    auto value = header.substr(at + start.size());
    if (value.starts_with('"')) {
        value.remove_prefix(1);
        return std::string(value.substr(0, value.find('"')));
    }
    return std::string(core::trim(value.substr(0, value.find(';'))));
}

/// A name without a way out of the folder.
std::string plainName(const std::string& name) {
    std::string plain;
    for (const char c : name.substr(0, 120)) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        plain += isPlain ? c : '_';
    }
    return plain.empty() || plain.front() == '.' ? "_" + plain : plain;
}

constexpr const char* form =
    "<!DOCTYPE html><title>Problem reports</title><form action=\"/UploadPrt.php\" method=\"post\" "
    "enctype=\"multipart/form-data\"><input type=\"file\" name=\"zipFileName\"><input "
    "type=\"submit\" name=\"submitBtn\"></form>\n";

}  // namespace

std::optional<FormFile> fileOfForm(std::string_view contentType, std::string_view body,
                                   std::string_view field) {
    if (!core::lowerAscii(contentType).starts_with("multipart/form-data")) return std::nullopt;
    const auto boundary = parameterOf(contentType, "boundary");
    if (boundary.empty()) return std::nullopt;
    const auto mark = "--" + boundary;
    for (auto at = body.find(mark); at != std::string_view::npos; at = body.find(mark, at + 1)) {
        const auto head = at + mark.size() + 2;
        const auto split = body.find("\r\n\r\n", head);
        const auto end = body.find("\r\n" + mark, split);
        if (split == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
        const auto headers = body.substr(head, split - head);
        if (parameterOf(headers, "name") != field) continue;
        return FormFile{parameterOf(headers, "filename"), body.substr(split + 4, end - split - 4)};
    }
    return std::nullopt;
}

std::vector<HttpListener> ReportModule::listeners() {
    return {{desk_.layout.address(desk_.host()), desk_.layout.ports.uds, desk_.tls(),
             [this](const HttpRequest& request) { return answer(request); }}};
}

HttpResponse ReportModule::answer(const HttpRequest& request) {
    if (request.path != "/UploadPrt.php") return {404, "text/plain", {}, "Not found\n"};
    if (request.method == "GET" || request.method == "HEAD") return {200, "text/html", {}, form};
    if (request.method != "POST") {
        return {405, "text/plain", {{"allow", "GET, POST"}}, "Method not allowed\n"};
    }
    if (const auto status = core::parseNumber(desk_.answerFor("reports"));
        status && *status >= 400 && *status < 600) {
        return {static_cast<int>(*status), "text/plain", {}, "Refused\n"};
    }
    const auto file = fileOfForm(request.header("content-type"), request.body, "zipFileName");
    if (!file) return {400, "text/plain", {}, "There is no file zipFileName\n"};
    if (!file->content.starts_with("PK")) return {415, "text/plain", {}, "It is no zip\n"};
    const auto path = nextName(file->fileName);
    if (path.empty() || !writeFile(path, file->content)) {
        return {500, "text/plain", {}, "It could not be kept\n"};
    }
    return {200, "text/plain", {}, "Thank you\n"};
}

/// reports/0001-PROBLEM_anna_....zip; the oldest goes when there are too many.
std::string ReportModule::nextName(const std::string& fileName) const {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(desk_.layout.folder) / "reports";
    if (!makeFolder(folder.string())) return {};
    std::error_code problem;
    std::set<std::string> names;
    for (fs::directory_iterator each(folder, problem), end; !problem && each != end;
         each.increment(problem)) {
        names.insert(each->path().filename().string());
    }
    while (names.size() >= mostReports) {
        fs::remove(folder / *names.begin(), problem);
        names.erase(names.begin());
    }
    std::uint64_t number = 1;
    if (!names.empty()) number += core::parseNumber(names.rbegin()->substr(0, 6)).value_or(0);
    auto digits = std::to_string(number);
    digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
    return (folder / (digits + "-" + plainName(fileName))).string();
}

}  // namespace sidetone::office
