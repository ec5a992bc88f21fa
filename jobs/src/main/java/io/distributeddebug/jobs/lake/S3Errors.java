package io.distributeddebug.jobs.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.fs.s3a.UnknownStoreException;
import org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What errors of S3A and of the AWS SDK mean. Each question looks first whether there is such an
 * error, by names: where a cluster has no S3A, its classes must not be asked for.
 */
final class S3Errors {
  static boolean tellOfNoBucket(List<Throwable> chain) {
    return ofS3(chain).anyMatch(error -> error instanceof UnknownStoreException);
  }

  static boolean tellOfNoCredentials(List<Throwable> chain) {
    return ofS3(chain).anyMatch(error -> error instanceof NoAuthWithAWSException);
  }

  /** Whether a conditional put was refused because the object is there. */
  static boolean tellOfAnotherWriter(List<Throwable> chain) {
    return ofS3(chain).anyMatch(error -> error instanceof RemoteFileChangedException);
  }

  /** The store's own word for it, such as {@code InvalidAccessKeyId}. */
  static Optional<String> code(List<Throwable> chain) {
    return ofS3(chain)
        .filter(error -> error instanceof AwsServiceException)
        .map(error -> code((AwsServiceException) error))
        .findFirst();
  }

  private static String code(AwsServiceException refused) {
    return refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null
        ? "status " + refused.statusCode()
        : refused.awsErrorDetails().errorCode();
  }

  private static Stream<Throwable> ofS3(List<Throwable> chain) {
    return chain.stream()
        .filter(
            error -> {
              String name = error.getClass().getName();
              return name.startsWith("org.apache.hadoop.fs.s3a.")
                  || name.startsWith("software.amazon.awssdk.");
            });
  }

  private S3Errors() {}
}
